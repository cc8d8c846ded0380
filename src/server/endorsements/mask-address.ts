/** An address as others may see it: enough to know one's own again, not enough to write to. */

/** `ana.pereira@example.org` becomes `a…@example.org`. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@')
  return `${[...address][0]}…${address.slice(at)}`
}
