/** Who has which rights, as the matrix of a text says it. */
import type { Matrix } from '../../server/texts/matrix.ts'

export type How = 'new' | 'inherited'

/** The categories that any of these articles covers, in the order of the matrix. */
export function categoriesOf(
  { categories, cells }: Matrix,
  articles: readonly string[],
): { name: string; how: How }[] {
  const within = (numbers: readonly string[]) => numbers.some((one) => articles.includes(one))
  return categories.flatMap(({ id, name }): { name: string; how: How }[] => {
    const own = cells.filter(({ category }) => category === id)
    if (own.some((cell) => within(cell.new))) return [{ name, how: 'new' }]
    return own.some((cell) => within(cell.inherited)) ? [{ name, how: 'inherited' }] : []
  })
}
