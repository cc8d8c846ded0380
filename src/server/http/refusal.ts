/** The front does not take this request; the page /refused/<status> explains. */
export class Refusal extends Error {
  override name = 'Refusal'
  readonly status: number
  readonly headers: Record<string, string>
  constructor(status: number, headers: Record<string, string> = {}) {
    super(`refused with ${status}`)
    this.status = status
    this.headers = headers
  }
}
