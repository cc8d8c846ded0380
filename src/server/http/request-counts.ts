/** Requests by what became of them: a handful of kinds and status classes, whatever is asked. */
import { counter, type Figure } from '../figures.ts'

/** `refused`: the front did not let it through to its page. `live`: a page that followed has left. */
export type Kind = 'health' | 'hot' | 'live' | 'page' | 'refused' | 'static'

export type RequestCounts = ReturnType<typeof requestCounts>

export function requestCounts() {
  const counts: Record<Kind, number[]> = {
    ...{ health: fresh(), hot: fresh(), live: fresh() },
    ...{ page: fresh(), refused: fresh(), static: fresh() },
  }
  return {
    /** @param status of the answer, 200 to 599 */
    count: (kind: Kind, status: number) => void counts[kind][Math.floor(status / 100)]!++,
    /** @param hot answers from memory, which are counted where they are given */
    read(hot: { full: number; unchanged: number }): Figure {
      counts.hot[2] = hot.full
      counts.hot[3] = hot.unchanged
      const figure = counter('accede_http_requests_total', 'Requests answered', 0)
      figure.values = Object.entries(counts).flatMap(([kind, byClass]) =>
        [2, 3, 4, 5].map((first) => ({
          labels: { kind, status: `${first}xx` },
          value: byClass[first]!,
        })),
      )
      return figure
    },
  }
}

/** Counts by the first digit of the status. */
const fresh = () => new Array<number>(10).fill(0)
