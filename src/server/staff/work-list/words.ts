/**
 * What the work list says about an endorsement, as words of its search table (`work_index`): the
 * filters of staff are intersections of such words, which SQLite reads in the order of places.
 * Words of two letters are not in the table's index of beginnings, so what very many share is two.
 */
import { raw, type Statement } from '../../database/index.ts'
import type { State } from '../../endorsements/states.ts'

/** Two endorsements of one second differ in the last digits of their ids: 2^21 of them. */
const PER_SECOND = 2_097_152

export const STATE_WORDS: Record<State, string> = {
  ...{ review: '0r', published: '0p', declined: '0d', withdrawn: '0w' },
  ...{ removed: '0x', erased: '0e', anonymised: '0a', blocked: '0b', merged: '0m' },
}
export const KIND_WORDS = { individual: '1i', organisation: '1o' } as const
export const TEXT_WORDS = { convention: '2c', declaration: '2d' } as const
export const COMMENT_WORDS = { waiting: '3w', shown: '3s' } as const
/** What holds it: vetting, two scripts in one word, having been taken out before, a person, a rule. */
export const HELD_WORDS = { vetting: '6v', scripts: '6m', again: '6s', staff: '6h', rule: '6r' }
export type Held = keyof typeof HELD_WORDS

const cases = (column: string, words: Record<string, string>) =>
  `case ${column} ${Object.entries(words)
    .map(([value, word]) => `when '${value}' then '${word}'`)
    .join(' ')} end`

const FACETS = `${cases('e.state', STATE_WORDS)} || ' ' || ${cases('e.kind', KIND_WORDS)}
  || ' @' || lower(e.country)
  || iif(e.text_mask & 1, ' ${TEXT_WORDS.convention}', '') || iif(e.text_mask & 2, ' ${TEXT_WORDS.declaration}', '')
  || iif(e.comment is null, '', iif(e.comment_approved_at is null, ' ${COMMENT_WORDS.waiting}', ' ${COMMENT_WORDS.shown}'))
  || case when e.held_by is null or e.state not in ('review', 'blocked') then ''
    when e.held_by = 'vetting' then ' ${HELD_WORDS.vetting}' when e.held_by = 'mixed scripts' then ' ${HELD_WORDS.scripts}'
    when e.held_by = 'signed again' then ' ${HELD_WORDS.again}'
    when e.held_by like 'rule %' then ' ${HELD_WORDS.rule} ' || replace(e.held_by, ' ', '') else ' ${HELD_WORDS.staff}' end
  || case substr(e.network, 1, 1) when '4' then ' n' || substr(e.network, 1, 3) || ' n' || substr(e.network, 1, 5) || ' n' || e.network
    when '6' then ' n' || substr(e.network, 1, 5) || ' n' || substr(e.network, 1, 7) || ' n' || substr(e.network, 1, 9)
      || ' n' || substr(e.network, 1, 11) || ' n' || substr(e.network, 1, 13) || ' n' || e.network else '' end`

const DOMAIN = `substr(e.email_key, instr(e.email_key, '@') + 1)`
const ABOVE = `substr(${DOMAIN}, instr(${DOMAIN}, '.') + 1)`

/**
 * The address and its key, each behind an @; its domain and the one above, and that of the website,
 * behind a dot; and the words before the @ as they are. So what begins like a name is looked for
 * among names and such words, and not among all addresses.
 */
const ADDRESS = `coalesce('@' || e.email || ' ' || iif(e.email_key <> lower(e.email), '@' || e.email_key || ' ', '') || '.' || ${DOMAIN}
    || iif(instr(${ABOVE}, '.'), ' .' || ${ABOVE}, '')
    || ' ' || replace(replace(replace(substr(e.email_key, 1, instr(e.email_key, '@') - 1), '.', ' '), '-', ' '), '_', ' '), '')
  || coalesce(' .' || o.domain, '')`

/** SQL: where an endorsement stands in the work list; seconds of confirming, then the id. */
export const placeOf = (alias: string) =>
  `${alias}.confirmed_at / 1000 * ${PER_SECOND} + ${alias}.id % ${PER_SECOND}`

/** The places of a period. @param time milliseconds since 1970 */
export const placeAt = (time: number): number => Math.floor(time / 1000) * PER_SECOND

/** Takes endorsements into the work list. @param ids SQL that gives their ids */
export function takeIn(ids: string): Statement {
  return raw(`insert into work_index (rowid, who, address, facets, id)
    select ${placeOf('e')}, e.search_name, ${ADDRESS}, ${FACETS}, e.id
    from endorsements e left join organisations o on o.endorsement_id = e.id where e.id in (${ids})`)
}

/** Takes them out again, by where they stand now. */
export function takeOut(ids: string): Statement {
  return raw(
    `delete from work_index where rowid in (select ${placeOf('e')} from endorsements e where e.id in (${ids}))`,
  )
}
