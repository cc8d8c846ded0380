/** One look at one thing: what came of it and what was seen, in plain data that staff are shown. */
import type { EVIDENCE, RESULTS } from '../../../../db/words.ts'

export type EvidenceKind = (typeof EVIDENCE)[number]
export type Result = (typeof RESULTS)[number]
export type Seen = Record<string, string | number | boolean | null | string[]>

export type Finding = {
  kind: EvidenceKind
  /** `unknown`: it could not be looked at; what was seen before stays */
  result: Result
  seen: Seen
  /** why it could not be looked at: code of the system's error */
  trouble?: string
}

/** What is looked at. */
export type Subject = {
  id: number
  email: string
  website: string
  /** registrable domain of the website */
  domain: string
}
