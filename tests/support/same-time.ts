import { expect } from 'vitest'

/** How many times as long the slower of two may take, in the middle. */
const MOST = 1.5
const A_ROUND = 24
const ROUNDS = 5

/**
 * Two things take equally long. They take turns; a machine that is busy with something else can
 * make them differ for a while, so they are tried again, and all that was measured counts.
 */
export async function expectSameTime(
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<void> {
  const [ones, others]: number[][] = [[], []]
  const takeTurns = async (first: boolean) => {
    if (first) ones!.push(await timed(one))
    others!.push(await timed(other))
    if (!first) ones!.push(await timed(one))
  }
  const ratio = () => {
    const [a, b] = [middle(ones!), middle(others!)]
    return Math.max(a, b) / Math.min(a, b)
  }
  for (let round = 0; round < ROUNDS && !(ratio() < MOST); round++)
    for (let i = 0; i < A_ROUND; i++) await takeTurns(i % 2 === 0)
  expect(ratio()).toBeLessThan(MOST)
}

async function timed(thing: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await thing()
  return performance.now() - started
}

const middle = (times: number[]) => times.toSorted((a, b) => a - b)[times.length >> 1]!
