/**
 * Stronger proof, which an organisation may give: a value of its own in a TXT record of its domain
 * or in a file of its website. The value is made from the endorsement and its domain with
 * SECRET_KEY, so it is not stored and no other endorsement has it.
 */
import { keyedHash } from '../../endorsements/tokens.ts'
import type { Finding, Subject } from './finding.ts'
import { codeOf, isNothing, type Outside } from './outside.ts'
import { httpsFirst, visit } from './visit.ts'

const FILE = '/.well-known/accede.txt'
const LENGTH = 32

export type Proof = { value: string; dnsName: string; fileAddress: string }

/** What to put where. */
export function proofOf(secretKey: string, { id, website, domain }: Omit<Subject, 'email'>): Proof {
  const mine = keyedHash(secretKey, 'proof', `${id} ${domain}`).slice(0, LENGTH)
  return {
    value: `accede-proof=${mine}`,
    dnsName: `_accede.${domain}`,
    fileAddress: new URL(FILE, website).href,
  }
}

export async function lookAtDns(outside: Outside, proof: Proof): Promise<Finding> {
  const { dnsName: name, value } = proof
  try {
    const records = (await outside.resolver.resolveTxt(name)).map((parts) => parts.join('').trim())
    const result = records.includes(value) ? 'yes' : 'no'
    return { kind: 'dns', result, seen: { name, records: records.length } }
  } catch (error) {
    const seen = { name, records: 0 }
    if (isNothing(error)) return { kind: 'dns', result: 'no', seen }
    return { kind: 'dns', result: 'unknown', seen, trouble: codeOf(error) }
  }
}

/** Redirects may not leave the domain: who can redirect elsewhere has not shown the file. */
export async function lookAtFile(
  outside: Outside,
  { fileAddress, value }: Proof,
  signal: AbortSignal,
): Promise<Finding> {
  let last: Finding = { kind: 'file', result: 'unknown', seen: { url: fileAddress } }
  for (const address of httpsFirst(fileAddress)) {
    const seen = await visit(outside, address, signal, { stay: true })
    if (seen.outcome === 'answered') {
      const found = seen.status === 200 && linesOf(seen.body).includes(value)
      const { url, status } = seen
      return { kind: 'file', result: found ? 'yes' : 'no', seen: { url, status } }
    }
    last =
      seen.outcome === 'forbidden'
        ? { kind: 'file', result: 'no', seen: { url: seen.url, forbidden: seen.why } }
        : { ...last, trouble: seen.trouble }
  }
  return last
}

const linesOf = (body: string) =>
  body
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
