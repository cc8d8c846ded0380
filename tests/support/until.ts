import { setTimeout as pause } from 'node:timers/promises'

/** Asks again and again until there is an answer. @throws after `patience` milliseconds */
export async function until<T>(
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  what: string,
  patience = 30_000,
): Promise<T> {
  const end = Date.now() + patience
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}`)
    await pause(15)
  }
}
