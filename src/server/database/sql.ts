/**
 * SQL as values. A statement is plain data: it can be joined with others into one batch and can
 * travel between processes.
 */
export type Value = string | number | null | Uint8Array
export type Statement = { sql: string; args: Value[] }

/**
 * Tagged template: values become parameters, statements are spliced in.
 * @example sql`select name from endorsements where ${listed} and country = ${'PT'}`
 */
export function sql(
  strings: TemplateStringsArray,
  ...parts: (Value | boolean | Statement)[]
): Statement {
  let text = strings[0] ?? ''
  const args: Value[] = []
  parts.forEach((part, i) => {
    const fragment = toFragment(part)
    text += fragment.sql + strings[i + 1]
    args.push(...fragment.args)
  })
  return { sql: text, args }
}

function toFragment(part: Value | boolean | Statement): Statement {
  // A libSQL server refuses what is no number. SQLite takes it for null, which equals nothing.
  if (typeof part === 'number' && !Number.isFinite(part)) return { sql: '?', args: [null] }
  if (typeof part === 'boolean') return { sql: '?', args: [part ? 1 : 0] }
  if (part !== null && typeof part === 'object' && 'sql' in part) return part
  return { sql: '?', args: [part] }
}

/** Joins fragments with a separator, e.g. conditions with ` and `. */
export function join(parts: Statement[], separator: string): Statement {
  return {
    sql: parts.map((part) => part.sql).join(separator),
    args: parts.flatMap((part) => part.args),
  }
}

/** Text of ours that is SQL already, such as a column's name. Never what came from outside. */
export function raw(text: string): Statement {
  return { sql: text, args: [] }
}
