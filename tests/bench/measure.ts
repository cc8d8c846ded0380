/** Times requests, one after the other, on one connection that stays open. */
import { Agent, get } from 'node:http'

export type Times = { requests: number; median: number; p95: number; p99: number; max: number }

export type Client = {
  /** Milliseconds from asking to the last byte. @throws when the answer is not 200 */
  time(path: string): Promise<number>
  close(): void
}

export function client(url: string): Client {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return {
    time: (path) => timed(url + path, agent),
    close: () => agent.destroy(),
  }
}

function timed(address: string, agent: Agent): Promise<number> {
  return new Promise((resolve, reject) => {
    const started = performance.now()
    const request = get(
      address,
      { agent, headers: { 'Accept-Encoding': 'br, gzip' } },
      (response) => {
        response.resume().on('end', () => {
          if (response.statusCode === 200) resolve(performance.now() - started)
          else reject(new Error(`${address} was answered with ${response.statusCode}`))
        })
      },
    )
    request.on('error', reject)
  })
}

/** Asks for each path in turn. */
export async function timeAll({ time }: Client, paths: readonly string[]): Promise<number[]> {
  const times: number[] = []
  for (const path of paths) times.push(await time(path))
  return times
}

export function summary(times: readonly number[]): Times {
  const sorted = Float64Array.from(times).sort()
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN
  return { requests: times.length, median: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

export const median = (figures: readonly number[]): number => summary(figures).median

/** Milliseconds as they are printed. */
export const ms = (time: number) => time.toFixed(time < 10 ? 1 : 0)
