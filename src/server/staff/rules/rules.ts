/** The rules, as staff keep them: many lines at once, and an end instead of a deletion. */
import { z } from 'zod'
import { RULE_ACTIONS, RULE_SUBJECTS } from '../../../../db/words.ts'
import type { Context } from '../../context.ts'
import { sql } from '../../database/index.ts'
import { optionalLine } from '../../endorsements/form.ts'
import {
  parsePattern,
  type PatternProblem,
  type RuleAction,
  type RuleSubject,
} from '../../rules/index.ts'
import type { Actor } from '../actor.ts'
import { auditEntry, changed } from '../audit/entry.ts'

const MOST_LINES = 5000
const PAGE = 200

export type KeptRule = {
  id: number
  action: RuleAction
  subject: RuleSubject
  pattern: string
  note: string
  createdBy: string
  createdAt: number
}
export type WrongLine = { line: number; text: string; problem: PatternProblem }
export type AddOutcome =
  | { outcome: 'added'; added: number; known: number }
  | { outcome: 'invalid'; wrong: WrongLine[]; problem: 'lines' | 'none' | 'tooMany' | 'form' }

const form = z.object({
  action: z.enum(RULE_ACTIONS),
  subject: z.enum(RULE_SUBJECTS),
  patterns: z.string().max(1_000_000),
  note: optionalLine(200),
})

/** Adds a rule for each line of `patterns`; all of them, or none when a line is wrong. */
export async function addRules(
  context: Context,
  actor: Actor,
  posted: Record<string, unknown>,
): Promise<AddOutcome> {
  const read = form.safeParse(posted)
  if (!read.success) return { outcome: 'invalid', wrong: [], problem: 'form' }
  const { action, subject, note } = read.data
  const lines = read.data.patterns
    .split('\n')
    .map((text, i) => ({ text: text.trim(), line: i + 1 }))
    .filter(({ text }) => text)
  if (lines.length === 0) return { outcome: 'invalid', wrong: [], problem: 'none' }
  if (lines.length > MOST_LINES) return { outcome: 'invalid', wrong: [], problem: 'tooMany' }
  const parsed = lines.map(({ text, line }) => ({ text, line, read: parsePattern(subject, text) }))
  const wrong = parsed.flatMap(({ text, line, read }) =>
    typeof read === 'string' ? [{ line, text, problem: read }] : [],
  )
  if (wrong.length > 0) return { outcome: 'invalid', wrong: wrong.slice(0, 20), problem: 'lines' }
  const patterns = [...new Set(parsed.map(({ read }) => (read as { pattern: string }).pattern))]
  const now = context.now()
  const [done] = await context.database.write([
    sql`insert into rules (action, subject, pattern, note, created_by, created_at)
      select ${action}, ${subject}, value, ${note ?? ''}, ${actor.email}, ${now} from json_each(${JSON.stringify(patterns)}) where true
      on conflict do nothing`,
    auditEntry(
      {
        who: actor.id,
        what: 'rules.add',
        after: {
          action,
          subject,
          lines: patterns.length,
          note: note ?? '',
          ...(subject !== 'address' && subject !== 'name' && { first: patterns[0]! }),
        },
        network: actor.network,
      },
      now,
      changed,
    ),
  ])
  return {
    outcome: 'added',
    added: done!.rowsAffected,
    known: patterns.length - done!.rowsAffected,
  }
}

/** Ends a rule; ending it twice is a success. What it held or blocked stays so until staff decide. */
export async function endRule(context: Context, actor: Actor, id: number): Promise<void> {
  const now = context.now()
  await context.database.write([
    sql`update rules set ended_at = ${now} where id = ${id} and ended_at is null`,
    auditEntry(
      { who: actor.id, what: 'rules.end', subject: `rule:${id}`, network: actor.network },
      now,
      changed,
    ),
  ])
}

/** Rules in force, newest first. @param before id to go on from */
export async function listRules(
  { database }: Pick<Context, 'database'>,
  { q = '', before }: { q?: string; before?: number | undefined },
): Promise<{ rules: KeptRule[]; next: number | undefined }> {
  const rows = await database.readFresh(
    sql`select * from rules where ended_at is null and id < ${before ?? Number.MAX_SAFE_INTEGER}
      and instr(pattern || ' ' || lower(note), ${q.toLowerCase()}) > 0 order by id desc limit ${PAGE + 1}`,
  )
  const rules = rows.slice(0, PAGE).map((row) => ({
    id: Number(row['id']),
    action: row['action'] as RuleAction,
    subject: row['subject'] as RuleSubject,
    pattern: String(row['pattern']),
    note: String(row['note']),
    createdBy: String(row['created_by']),
    createdAt: Number(row['created_at']),
  }))
  return { rules, next: rows.length > PAGE ? rules.at(-1)?.id : undefined }
}
