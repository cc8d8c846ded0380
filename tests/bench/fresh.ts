/** How soon a confirmed signature shows in counts.json, on every process and on every machine. */
import { availableParallelism } from 'node:os'
import { counts, fillInSign, linkTo } from '../support/people.ts'
import { startCluster } from '../support/cluster.ts'
import { startSite, type Site } from '../support/site.ts'
import { post } from '../support/visitor.ts'
import { Agent, get } from 'node:http'
import { ms, summary } from './measure.ts'
import type { Scenario } from './scenario.ts'

const AIM = 2000
const CONFIRMS = 20
const POLL = 10

export const fresh: Scenario = async ({ short }) => {
  const confirms = short ? 5 : CONFIRMS
  const processes = Math.max(2, availableParallelism() - 1)
  const site = await startSite({ WORKERS: String(processes), LOG_LEVEL: 'silent' })
  const onFile = await measure([site], processes, confirms).finally(() => site.remove())
  const cluster = await startCluster(['2', '2'])
  const onServer = await measure(cluster.machines, 2, confirms).finally(() => cluster.remove())
  const table = [
    { name: `One machine, ${processes} processes, a file`, times: onFile },
    {
      name: 'Two machines of 2 processes, a libSQL server, read from its replica',
      times: onServer,
    },
  ].map(({ name, times }) => ({ name, ...summary(times) }))
  return {
    title: 'Fresh counts after a confirmation',
    method: `${confirms} people confirm, one after the other; milliseconds from the answer to their post until \`counts.json\` shows it, asked every ${POLL} ms on a connection to each process (connections are handed to the processes in turn). The aim is under ${AIM} ms everywhere.`,
    columns: ['Where', 'looks', 'median', 'p95', 'max'],
    table: table.map(({ name, requests, median, p95, max }) => [
      name,
      String(requests),
      ...[median, p95, max].map(ms),
    ]),
    remarks: [],
    details: [],
    problems: table.flatMap(({ name, max }) => (max >= AIM ? [`${name}: ${ms(max)} ms`] : [])),
  }
}

/** @param processes of each site @returns milliseconds, one for each process and confirmation */
async function measure(sites: Site[], processes: number, confirms: number): Promise<number[]> {
  const agents = sites.flatMap((site) =>
    Array.from({ length: processes }, () => ({
      url: site.url,
      agent: new Agent({ keepAlive: true, maxSockets: 1 }),
    })),
  )
  // In turn: then each process gets one of the connections.
  for (const one of agents) await total(one)
  const times: number[] = []
  for (let i = 0; i < confirms; i++) {
    const site = sites[i % sites.length]!
    const email = `fresh.${i}@example.org`
    const before = (await counts(site)).total
    await fillInSign(site, { email })
    const link = await Promise.any(sites.map((one) => linkTo(one, email, 'confirm')))
    await post(site, link, {})
    const confirmed = performance.now()
    times.push(
      ...(await Promise.all(
        agents.map(async (one) => {
          while ((await total(one)) <= before)
            await new Promise((resolve) => setTimeout(resolve, POLL))
          return performance.now() - confirmed
        }),
      )),
    )
  }
  for (const { agent } of agents) agent.destroy()
  return times
}

/** The total that one process shows. */
function total({ url, agent }: { url: string; agent: Agent }): Promise<number> {
  return new Promise((resolve, reject) => {
    get(`${url}/api/v1/counts.json`, { agent }, (response) => {
      let body = ''
      response.on('data', (chunk) => (body += chunk))
      response.on('end', () => resolve((JSON.parse(body) as { total: number }).total))
    }).on('error', reject)
  })
}
