/** Addresses as the audit shows them. */
import { maskAddress } from '../../endorsements/mask-address.ts'

export { maskAddress }

/** A text with every address in it masked. */
export const maskAddresses = (text: string): string =>
  text.replace(/[^\s@<>"',;()]+@[^\s@<>"',;()]+/g, maskAddress)
