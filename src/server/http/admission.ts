/**
 * How much a process takes on, and in which order. Making pages is work of the one thread, and a
 * turn of the event loop that makes many of them holds up everything else: hot pages, commits, and
 * new connections, of which Node accepts one a turn. So a turn makes pages for a few milliseconds
 * only; the others wait in lanes that take turns, so that a flood of searches cannot starve
 * signing, nor the other way round. A lane that is full, or whose first has waited too long,
 * refuses at once. Hot pages in memory and health pass by all this.
 */
import type { IncomingMessage } from 'node:http'
import { counter, gauge, type Figure } from '../figures.ts'
import { inSlices } from './slices.ts'

/** `reading`: searches and further lists; `forms`: the pages that signing needs; `posts`: what forms send. */
const LANES = ['reading', 'forms', 'posts'] as const
export type Lane = (typeof LANES)[number]

/** Requests of a lane, those that wait and those under way; a post also waits for its commit. */
const MOST: Record<Lane, number> = { reading: 100, forms: 200, posts: 500 }
/**
 * Milliseconds that somebody new would have to wait, going by how the lane moves, and that its first
 * may have waited: pages are slower in a large register.
 */
const LONGEST_WAIT = 1000
/** Weight of the newest step in how a lane moves: a few slow ones, such as the first ever, prove nothing. */
const NEWEST = 0.05

/** What the links of mails lead to among them; and those of staff, who must get in while searches flood the site. */
const PAGES_OF_SIGNING =
  /^\/(sign|confirm|manage|handover|address|not-me|never|unsubscribe|staff)(\/|\?|$)/

/** The lane of what is not a hot page. */
export function laneOf({ method, url = '' }: IncomingMessage): Lane {
  if (method !== 'GET' && method !== 'HEAD') return 'posts'
  return PAGES_OF_SIGNING.test(url) ? 'forms' : 'reading'
}

/** Gives a place back. */
export type Leave = () => void

export type Admission = {
  hasRoom(lane: Lane): boolean
  /** Takes a place; resolves when it is its turn. Undefined when there is no room. */
  enter(lane: Lane): Promise<Leave> | undefined
  /** To be called when a connection was accepted. */
  arrived(): void
  /** Counts one that was refused. */
  refused(lane: Lane): void
  read(): Figure[]
}

type Waiting = { since: number; start(): void }
/** How a lane moves while somebody waits in it. */
type Pace = { startedAt: number | undefined; step: number }

export function admission(): Admission {
  const waiting: Record<Lane, Waiting[]> = { reading: [], forms: [], posts: [] }
  const taken = { reading: 0, forms: 0, posts: 0 }
  const refused = { reading: 0, forms: 0, posts: 0 }
  const paces: Record<Lane, Pace> = { reading: still(), forms: still(), posts: still() }
  const row: Lane[] = [...LANES]
  const slices = inSlices({
    left: () => waiting.reading.length + waiting.forms.length + waiting.posts.length,
    next() {
      const lane = row.find((name) => waiting[name].length > 0)
      if (!lane) return
      // Whoever has had its turn goes to the end of the row.
      row.push(...row.splice(row.indexOf(lane), 1))
      waiting[lane].shift()!.start()
      moved(paces[lane], waiting[lane].length > 0)
    },
  })

  function hasRoom(lane: Lane): boolean {
    const [first] = waiting[lane]
    const waited = first ? performance.now() - first.since : 0
    const expected = waiting[lane].length * paces[lane].step
    return taken[lane] < MOST[lane] && Math.max(waited, expected) <= LONGEST_WAIT
  }
  return {
    hasRoom,
    enter(lane) {
      if (!hasRoom(lane)) return undefined
      taken[lane]++
      return new Promise((resolve) => {
        const leave = () => void taken[lane]--
        waiting[lane].push({ since: performance.now(), start: () => resolve(leave) })
        slices.wake()
      })
    },
    arrived: slices.arrived,
    refused: (lane) => void refused[lane]++,
    read: () => [
      gauge('accede_under_way', 'Pages that wait or are being made', { label: 'lane', by: taken }),
      counter('accede_overload_refused_total', 'Requests refused for lack of room', {
        label: 'lane',
        by: refused,
      }),
    ],
  }
}

const still = (): Pace => ({ startedAt: undefined, step: 0 })

/** One has been started. @param goesOn whether others wait */
function moved(pace: Pace, goesOn: boolean): void {
  const now = performance.now()
  if (pace.startedAt !== undefined) pace.step += NEWEST * (now - pace.startedAt - pace.step)
  pace.startedAt = goesOn ? now : undefined
}
