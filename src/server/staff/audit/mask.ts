/** Addresses as the audit shows them: enough to know one's own again, not enough to write to. */

/** `ana.pereira@example.org` becomes `a…@example.org`. */
export function maskAddress(address: string): string {
  const at = address.lastIndexOf('@')
  return `${[...address][0]}…${address.slice(at)}`
}

/** A text with every address in it masked. */
export const maskAddresses = (text: string): string =>
  text.replace(/[^\s@<>"',;()]+@[^\s@<>"',;()]+/g, maskAddress)
