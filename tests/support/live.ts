/** Somebody whose page follows the counts, without a browser. */
import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import type { Standing } from '../../src/server/register/live.ts'
import { until } from './until.ts'

export type Follower = {
  status: number
  headers: IncomingMessage['headers']
  /** every standing heard so far */
  heard: Standing[]
  /** true once the site has ended it */
  ended(): boolean
  /** Waits for a standing of so many. */
  total(count: number): Promise<Standing>
  leave(): void
}

/** Opens the stream and listens; one connection of its own. */
export function follow(
  url: string,
  headers: Record<string, string> = {},
  path = '/api/v1/live',
): Promise<Follower> {
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, url), { agent: false, headers }, (answer) =>
      resolve(follower(asked, answer)),
    )
    asked.on('error', reject).end()
  })
}

function follower(asked: ClientRequest, answer: IncomingMessage): Follower {
  const heard: Standing[] = []
  let text = ''
  answer.setEncoding('utf8').on('data', (chunk: string) => {
    const events = (text + chunk).split('\n\n')
    text = events.pop()!
    for (const event of events) {
      const data = /^event: counts\ndata: (.*)$/.exec(event)?.[1]
      if (data) heard.push(JSON.parse(data) as Standing)
    }
  })
  answer.on('error', () => {})
  const total = (count: number) => heard.findLast((one) => one.total === count)
  return {
    status: answer.statusCode!,
    headers: answer.headers,
    heard,
    ended: () => answer.complete || answer.destroyed,
    total: (count) => until(() => total(count), `a total of ${count}`),
    leave: () => void asked.destroy(),
  }
}
