const COMMON = ['gmail.com', 'hotmail.com', 'outlook.com', 'yahoo.com', 'icloud.com']
/** Services of their own, though only a letter away from one of the above. */
const REAL = ['mail.com', 'email.com', 'ymail.com']

/** The address with the domain that was probably meant, or undefined: `a@gmial.com`, `a@gmail.com`. */
export function likelyMeant(address: string): string | undefined {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1).toLowerCase()
  if (at < 1 || COMMON.includes(domain) || REAL.includes(domain)) return undefined
  const meant = COMMON.find((common) => oneSlipApart(domain, common))
  return meant && address.slice(0, at + 1) + meant
}

/** True if one letter is missing, too many or wrong, or two neighbours are swapped. */
function oneSlipApart(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length)
  let start = 0
  while (start < shorter && a[start] === b[start]) start++
  let end = 0
  while (end < shorter - start && a.at(-1 - end) === b.at(-1 - end)) end++
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  return (x.length < 2 && y.length < 2) || (x.length === 2 && y === x[1]! + x[0]!)
}
