/**
 * Sends what waits in the outbox: what somebody waits for to confirm first, then what concerns one
 * person, then news; each by how long it is due. Runs in the process that writes, woken by every
 * change that queues a mail and once a second besides. A row is claimed before and marked after its
 * mail was taken over: killed in between, it sends once more, with the same key.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Context } from '../context.ts'
import { claimDue, type Claim } from './claim.ts'
import { endLeases, takeBackPutOff } from './due-again.ts'
import { handOver } from './hand-over.ts'
import { lookFor } from './look-for.ts'
import { createPace } from './pace.ts'
import type { Transport, Verdict } from './transport.ts'

const POLL = 1000
/** Milliseconds that stopping waits for answers; what was not answered is repeated with the same key. */
const LAST_PATIENCE = 5000
/**
 * Milliseconds that it leaves a database alone that did not answer, because visitors' units wait behind
 * its own; and a mail service, because whatever is tried meanwhile can only be repeated afterwards.
 */
const REST = 5000

export type MailWorker = {
  wake(): void
  /** Ends after the mails under way; nothing is lost, the rest waits in the outbox. */
  stop(): Promise<void>
}

/** `mayWork`: false while another machine does this; `alone`: nobody else can hold leases */
export type WorkerOptions = { mayWork?: () => boolean; alone?: boolean }

export function startMailWorker(
  context: Context,
  transport: Transport,
  { mayWork = () => true, alone = false }: WorkerOptions = {},
): MailWorker {
  const pace = createPace(context)
  const underWay = new Set<Promise<void>>()
  let stopping = false
  let woken = false
  let working: Promise<void> | undefined
  let looking: Promise<void> | undefined
  let restsUntil = 0
  /** By the clock that the mails wait by; 0 once the service has answered. */
  let silentUntil = 0
  let started = false

  async function work(): Promise<void> {
    if (!started && alone) await endLeases(context)
    started = true
    do {
      woken = false
      while (mayGoOn() && (await sendNext()));
    } while (woken && mayGoOn())
  }
  const mayGoOn = () =>
    !stopping && mayWork() && performance.now() >= restsUntil && context.now() >= silentUntil
  /** A service that did not answer is asked by one request at a time until it does. */
  const atOnce = () => (silentUntil > 0 ? 1 : transport.atOnce)

  /** Begins the next request once there is room for it. @returns false when nothing is due */
  async function sendNext(): Promise<boolean> {
    while (underWay.size >= atOnce()) await Promise.race(underWay)
    if (pace.changed()) await takeBackPutOff(context)
    const giveBack = await transport.turn()
    const which = { most: transport.most, looking: looking !== undefined }
    const claim = mayGoOn() ? await claimDue(context, pace, which) : 'nothing is due'
    if (claim === 'nothing is due' || claim.rows.length === 0) {
      giveBack()
      return claim !== 'nothing is due'
    }
    if (!claim.doubtful) send(claim)
    else {
      giveBack()
      look(claim)
    }
    return true
  }
  function send(claim: Claim): void {
    const sending = handOver(context, transport, claim, heard)
      .catch(giveWay)
      .finally(() => underWay.delete(sending))
    underWay.add(sending)
  }
  /** One at a time, and not among those that send: confirmations do not wait for it. */
  function look(claim: Claim): void {
    looking = lookFor(context, transport, claim, () => !stopping && mayWork())
      .catch(giveWay)
      .finally(() => {
        looking = undefined
        wake()
      })
  }
  function heard(verdict: Verdict): void {
    if (verdict.outcome === 'held') rest(verdict.wait)
    silentUntil = verdict.outcome === 'unknown' ? context.now() + REST : 0
  }
  function rest(milliseconds: number): void {
    restsUntil = Math.max(restsUntil, performance.now() + milliseconds)
  }
  function giveWay(error: unknown): void {
    rest(REST)
    context.log.warn({ problem: String(error) }, 'outbox waits')
  }
  function wake(): void {
    woken = true
    if (mayGoOn())
      working ??= work()
        .catch(giveWay)
        .finally(() => (working = undefined))
  }
  const timer = setInterval(wake, POLL)
  timer.unref()
  return {
    wake,
    async stop() {
      stopping = true
      clearInterval(timer)
      const ended = async () => {
        await working
        await Promise.all([...underWay, looking])
      }
      await Promise.race([ended(), pause(LAST_PATIENCE, undefined, { ref: false })])
    },
  }
}
