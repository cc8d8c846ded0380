/** The little of autocannon that the bench uses; the package has no types of its own. */
declare module 'autocannon' {
  export type Request = {
    method?: string
    path?: string
    headers?: Record<string, string>
    body?: string
    setupRequest?: (request: Request) => Request
  }
  export type Options = {
    url: string
    connections: number
    duration?: number
    amount?: number
    timeout?: number
    headers?: Record<string, string>
    requests?: Request[]
  }
  export type Result = {
    duration: number
    requests: { total: number; average: number }
    latency: { p50: number; p97_5: number; p99: number; max: number }
    errors: number
    timeouts: number
    statusCodeStats: Record<string, { count: number }>
  }
  export default function autocannon(options: Options): Promise<Result>
}
