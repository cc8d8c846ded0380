/** Who of staff does something, as decisions and the audit name them. */
export type Actor = {
  id: number
  email: string
  /** the /24 or /56 they come from */
  network: string
}
