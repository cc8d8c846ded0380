/**
 * The figures of all processes, whichever answers /metrics. A child asks the supervisor, which
 * asks all the others and hands back what has come in time: a process that does not answer is
 * left out.
 */
import type { ChildProcess } from 'node:child_process'
import type { Figure } from './figures.ts'

/** Milliseconds that a process has to give its figures. */
const PATIENCE = 1000
/** Milliseconds after which a child goes on without the others. */
const LONGEST = 1.5 * PATIENCE

type FromChild = { wantsFigures: number } | { round: number; figures: Figure[] }
type FromSupervisor = { giveFigures: number } | { answerTo: number; others: Figure[][] }

/** The supervisor's part. @returns a function that takes a child in */
export function relayFigures(children: () => ChildProcess[]): (child: ChildProcess) => void {
  const rounds = new Map<number, (figures: Figure[]) => void>()
  let lastRound = 0

  async function gather(asker: ChildProcess): Promise<Figure[][]> {
    const others = children().filter((child) => child !== asker && child.connected)
    const round = ++lastRound
    const gathered: Figure[][] = []
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, PATIENCE)
      rounds.set(round, (figures) => {
        if (gathered.push(figures) === others.length) resolve(clearTimeout(timer))
      })
      for (const other of others) tell(other, { giveFigures: round })
      if (others.length === 0) resolve(clearTimeout(timer))
    })
    rounds.delete(round)
    return gathered
  }
  return (child) =>
    void child.on('message', (message: FromChild) => {
      if ('figures' in message) rounds.get(message.round)?.(message.figures)
      else if ('wantsFigures' in message)
        void gather(child).then((others) => tell(child, { answerTo: message.wantsFigures, others }))
    })
}

/** One that has just ended cannot be told; it is missing from the figures, that is all. */
function tell(child: ChildProcess, message: FromSupervisor): void {
  if (child.connected) child.send(message, () => {})
}

/**
 * A child's part: gives its own figures when asked.
 * @returns asks for those of all others; what does not come in time is left out
 */
export function shareFigures(own: () => Promise<Figure[]>): () => Promise<Figure[][]> {
  const asked = new Map<number, (others: Figure[][]) => void>()
  let lastAsked = 0
  const say = (message: FromChild) => void process.send?.(message, undefined, {}, () => {})

  process.on('message', (message: FromSupervisor) => {
    if ('answerTo' in message) asked.get(message.answerTo)?.(message.others)
    else if ('giveFigures' in message)
      void own().then((figures) => say({ round: message.giveFigures, figures }))
  })
  return () =>
    new Promise((resolve) => {
      const id = ++lastAsked
      const end = (others: Figure[][]) => {
        asked.delete(id)
        clearTimeout(timer)
        resolve(others)
      }
      const timer = setTimeout(() => end([]), LONGEST)
      asked.set(id, end)
      say({ wantsFigures: id })
    })
}
