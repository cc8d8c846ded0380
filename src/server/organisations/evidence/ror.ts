/**
 * Identifiers of the Research Organization Registry: 0, six characters of Crockford's base 32, two
 * digits that check the whole by ISO 7064 MOD 97-10. Checked for form alone: that there is such an
 * organisation, and that it is this one, staff see at ror.org.
 */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const FORM = /^(?:(?:https?:\/\/)?ror\.org\/)?(0[0-9a-hj-km-np-tv-z]{6})([0-9]{2})\/?$/

/** @returns the nine characters, lower case, or undefined when it is none */
export function parseRor(typed: string): string | undefined {
  const [, body, check] = FORM.exec(typed.trim().toLowerCase()) ?? []
  if (!body || !check) return undefined
  const number = [...body].reduce((sum, letter) => sum * 32 + ALPHABET.indexOf(letter), 0)
  // 32^7 * 100 fits a double exactly.
  return (number * 100 + Number(check)) % 97 === 1 ? body + check : undefined
}
