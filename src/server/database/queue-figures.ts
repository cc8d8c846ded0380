/** What the write queue did, in numbers. */
import { counter, gauge, histogram, type Figure } from '../figures.ts'

const UNITS = [1, 2, 5, 10, 20, 50, 100]
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export type QueueFigures = ReturnType<typeof queueFigures>

export function queueFigures() {
  const unitsOfCommit = histogram(UNITS)
  const secondsToCommit = histogram(SECONDS)
  let committed = 0
  let refused = 0
  let failed = 0
  let commits = 0
  return {
    /** @param arrivals of the units of one commit, in milliseconds of performance.now() */
    committed(arrivals: readonly number[]): void {
      const now = performance.now()
      commits++
      committed += arrivals.length
      unitsOfCommit.observe(arrivals.length)
      for (const arrival of arrivals) secondsToCommit.observe((now - arrival) / 1000)
    },
    /** A unit was not taken: the queue is full or closing. */
    refused: () => void refused++,
    /** Units were taken and could not be committed. */
    failed: (units: number) => void (failed += units),
    /** @param waiting units that wait or are being committed */
    read: (waiting: number): Figure[] => [
      gauge('accede_write_queue_units', 'Units of work that wait for their commit', waiting),
      counter('accede_write_queue_committed_total', 'Units of work committed', committed),
      counter('accede_write_queue_refused_total', 'Units refused by a full queue', refused),
      counter('accede_write_queue_failed_total', 'Units that could not be committed', failed),
      counter('accede_write_queue_commits_total', 'Durable commits', commits),
      unitsOfCommit.figure('accede_write_queue_commit_units', 'Units in one commit'),
      secondsToCommit.figure(
        'accede_write_queue_commit_seconds',
        'Seconds from the arrival of a unit to its commit',
      ),
    ],
  }
}
