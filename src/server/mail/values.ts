/**
 * What people typed, made safe to stand in a sentence of ours. Escaping keeps it from being markup;
 * this keeps it from being anything else: a further line, a link that a mail program makes of what
 * looks like one, or letters that turn the direction of ours.
 */
import type { MessageValues } from '../messages/index.ts'
import { directionOf } from '../texts/words.ts'

/** Values that the program or staff give. */
const OURS = new Set([
  ...['kind', 'number', 'role', 'event', 'time', 'day', 'hash', 'agent', 'network', 'reason'],
])

const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu
const DIRECTIONS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g
const RIGHT_TO_LEFT = /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}]/u
const LEFT_TO_RIGHT = /[\p{sc=Latn}\p{sc=Cyrl}\p{sc=Grek}\p{sc=Hani}]/u
/** Joins what stands around it, is not seen, and belongs to no address. */
const WORD_JOINER = '\u2060'
const LINK_POINTS = /(?<=[\p{L}\p{N}])\.(?=[\p{L}\p{N}]{2})|:(?=\/\/)|@/gu

/** @param params of a row of the outbox @returns its texts and numbers, to be set into messages */
export function spokenValues(params: Record<string, unknown>, language: string): MessageValues {
  const spoken: MessageValues = {}
  for (const [name, value] of Object.entries(params)) {
    if (typeof value === 'number') spoken[name] = value
    if (typeof value === 'string') spoken[name] = spokenValue(name, value, language)
  }
  return spoken
}

function spokenValue(name: string, value: string, language: string): string {
  const line = value.replace(DIRECTIONS, '').replace(BREAKS, ' ').trim()
  if (OURS.has(name)) return line
  return isolated(
    line.replace(LINK_POINTS, (point) => point + WORD_JOINER),
    language,
  )
}

/** Between marks of its own where it runs the other way than the words around it. */
function isolated(value: string, language: string): string {
  const other = directionOf(language) === 'rtl' ? LEFT_TO_RIGHT : RIGHT_TO_LEFT
  return other.test(value) ? `\u2068${value}\u2069` : value
}
