/** The little of autocannon that the bench uses; the package has no types of its own. */
declare module 'autocannon' {
  export type Context = { source: string; sentAt: number }
  export type Request = {
    method?: string
    path?: string
    headers?: Record<string, string>
    body?: string
    setupRequest?: (request: Request, context: Context) => Request
    onResponse?: (status: number, body: string, context: Context) => void
  }
  export type Options = {
    url: string
    connections: number
    /** seconds */
    duration?: number
    amount?: number
    overallRate?: number
    /** seconds */
    timeout?: number
    requests?: Request[]
  }
  export type Result = { errors: number; timeouts: number }
  export default function autocannon(options: Options): Promise<Result>
}
