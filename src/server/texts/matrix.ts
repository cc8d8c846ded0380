/**
 * Which rights which people have: `matrix.json` beside a text, groups of rights against categories
 * of people. It belongs to the wording of one text and is written by hand (docs/texts.md).
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { WrongText } from './stored/parse.ts'

const name = z.string().min(1)
const entry = z.strictObject({ id: z.string().regex(/^[a-z][a-z-]*$/), name })

const shape = z.strictObject({
  /** of people, in the order in which each adds to those before */
  categories: z.array(entry.extend({ chapter: z.number().int().min(1).nullable() })).min(1),
  /** of rights */
  groups: z.array(entry).min(1),
  cells: z.array(
    z.strictObject({
      group: z.string(),
      category: z.string(),
      /** articles that give these people a right of their own */
      new: z.array(z.string()),
      /** articles of chapters before that are theirs too */
      inherited: z.array(z.string()),
    }),
  ),
})
export type Matrix = z.infer<typeof shape>

/**
 * @param articles the numbers that the text has
 * @returns undefined when there is none @throws WrongText
 */
export function readMatrix(folder: string, articles: ReadonlySet<string>): Matrix | undefined {
  const path = join(folder, 'matrix.json')
  if (!existsSync(path)) return undefined
  const matrix = parse(readFileSync(path, 'utf8'), path)
  const known = (list: { id: string }[], id: string) => list.some((one) => one.id === id)
  for (const cell of matrix.cells) {
    if (!known(matrix.groups, cell.group)) throw new WrongText(`${path}: no group ${cell.group}`)
    if (!known(matrix.categories, cell.category))
      throw new WrongText(`${path}: no category ${cell.category}`)
    for (const article of [...cell.new, ...cell.inherited])
      if (!articles.has(article)) throw new WrongText(`${path}: no article ${article}`)
  }
  return matrix
}

function parse(contents: string, path: string): Matrix {
  try {
    return shape.parse(JSON.parse(contents))
  } catch (error) {
    const [issue] = error instanceof z.ZodError ? error.issues : []
    const problem = issue ? `${issue.path.join('.')} ${issue.message}` : 'is not JSON'
    throw new WrongText(`${path}: ${problem}`)
  }
}
