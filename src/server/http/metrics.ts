/** /metrics: the figures of this process joined with those of the others, as Prometheus reads them. */
import { AggregatorRegistry, Registry, collectDefaultMetrics } from 'prom-client'
import type { App } from '../app.ts'
import { sql } from '../database/index.ts'
import { gauge, type Figure } from '../figures.ts'

export const METRICS_TYPE = Registry.PROMETHEUS_CONTENT_TYPE

let node: Registry | undefined

/** Node's own figures; measured from the first call on. */
function nodeRegistry(): Registry {
  if (!node) collectDefaultMetrics({ register: (node = new Registry()) })
  return node
}

/** @param more further figures of this process @returns what reads all of them */
export function figuresOf(
  app: Pick<App, 'context'>,
  more: () => Figure[] = () => [],
): () => Promise<Figure[]> {
  const registry = nodeRegistry()
  return async () => [
    ...((await registry.getMetricsAsJSON()) as unknown as Figure[]).map(worstOfAll),
    ...app.context.database.figures(),
    ...more(),
  ]
}

/** An event loop that stands still must not vanish in a mean over the processes. */
function worstOfAll(figure: Figure): Figure {
  return figure.name.startsWith('nodejs_eventloop_lag') && figure.aggregator === 'average'
    ? { ...figure, aggregator: 'max' }
    : figure
}

/** The text of /metrics. @param processes the figures of each process */
export async function metricsText(app: App, processes: Figure[][]): Promise<string> {
  const all = [...processes, await figuresOfDatabase(app)]
  return AggregatorRegistry.aggregate(all).metrics()
}

/** What every process would say alike; left out while the database is away. */
async function figuresOfDatabase({ context, register }: App): Promise<Figure[]> {
  try {
    const outbox = await context.database.first(
      sql`select count(*) as waiting from outbox where state = 'waiting'`,
    )
    const { total } = await register.counts()
    return [
      gauge('accede_outbox_waiting', 'Mails that wait to be sent', Number(outbox?.['waiting'])),
      gauge('accede_endorsements', 'Endorsements that count', total),
    ]
  } catch {
    return []
  }
}
