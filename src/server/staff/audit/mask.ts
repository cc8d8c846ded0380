/** Addresses as the audit shows them: enough to know one's own again, not enough to write to. */

export const isAddress = (value: string): boolean => /^[^\s@]+@[^\s@]+$/.test(value)

/** `ana.pereira@example.org` becomes `a…@example.org`. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@')
  return `${[...address][0]}…${address.slice(at)}`
}
