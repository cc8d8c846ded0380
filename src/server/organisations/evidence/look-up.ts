/** The addresses of a host, all of which must be allowed: one forbidden among them is a trap. */
import { codeOf, isNothing, type Outside } from './outside.ts'

export type Found = { addresses: string[] } | { forbidden: string } | { trouble: string }

/** Of many addresses these are tried, IPv4 first: it works on more machines. */
const MOST = 2

export async function lookUp(outside: Outside, host: string, port: number): Promise<Found> {
  const answers = await Promise.allSettled([
    outside.resolver.resolve4(host),
    outside.resolver.resolve6(host),
  ])
  const addresses = answers.flatMap((answer) =>
    answer.status === 'fulfilled' ? answer.value.map(String) : [],
  )
  const forbidden = addresses.find((address) => !outside.mayConnect(address, port))
  if (forbidden !== undefined) return { forbidden }
  if (addresses.length > 0) return { addresses: addresses.slice(0, MOST) }
  const failed = answers.find(
    (answer): answer is PromiseRejectedResult =>
      answer.status === 'rejected' && !isNothing(answer.reason),
  )
  return { trouble: failed ? codeOf(failed.reason) : 'ENOTFOUND' }
}
