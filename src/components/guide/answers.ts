/** "Who am I?": from a few answers to the chapters that concern the reader. Nothing is kept. */
import people from '../../../content/convention/people.json'

/** Values chosen for each question; what no question offers is left out. */
export type Answers = ReadonlyMap<string, readonly string[]>

export const { questions, categories } = people

/** Everyone who crosses a border is a visitor. */
const EVERYONE = 1

export function answersIn(parameters: URLSearchParams): Answers {
  return new Map(
    questions.map(({ name, options }) => {
      const given = parameters.getAll(name)
      return [name, options.map(({ value }) => value).filter((value) => given.includes(value))]
    }),
  )
}

/** True when at least one question is answered. */
export const isAnswered = (answers: Answers): boolean =>
  [...answers.values()].some((values) => values.length > 0)

/** Numbers of chapters in order; the visitors' is always among them. */
export function chaptersFor(answers: Answers): number[] {
  const led = questions.flatMap(({ name, options }) =>
    options
      .filter(({ value }) => answers.get(name)?.includes(value))
      .flatMap(({ chapters }) => chapters),
  )
  return [...new Set([EVERYONE, ...led])].sort((a, b) => a - b)
}
