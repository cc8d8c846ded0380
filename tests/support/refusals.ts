/** What every refused form has in common. */
import { expect } from 'vitest'
import { stored } from './database.ts'
import type { Site } from './site.ts'
import { complaintsOf, type Answer } from './visitor.ts'

/** The answer is an HTML page with this status, written for people. */
export function expectPage({ status, headers, body }: Answer, expected: number): void {
  expect(status).toBe(expected)
  expect(headers.get('content-type')).toMatch(/^text\/html/)
  expect(body).toMatch(/<h1[^>]*>[^<]+/)
  expect(body).not.toMatch(/node_modules|SQLITE|at \w+ \(|ZodError|undefined/)
}

/** A form shown again: an error for each of these fields, each leading to the field. */
export function expectComplaints(answer: Answer, fields: string[]): void {
  expectPage(answer, 422)
  expect(complaintsOf(answer)).toEqual(fields)
  for (const id of fields) expect(answer.body).toContain(` id="${id}"`)
  expect(answer.body).toMatch(/<title>Error: /)
}

/** Does something that must leave nothing in the database. */
export async function leavingNothing(site: Site, act: () => Promise<Answer>): Promise<Answer> {
  const before = await stored(site)
  const answer = await act()
  expect(await stored(site)).toEqual(before)
  return answer
}
