/** Markdown, as it is sent: once, when it is saved, and in a thread of its own. */
import { Worker } from 'node:worker_threads'
import type { LeftOut } from './safe.ts'

export { LEFT_OUT, type LeftOut } from './safe.ts'

export type Written = { html: string; text: string; leftOut: LeftOut[] }

/** Milliseconds; 20,000 characters of prose take a tenth of it. */
const PATIENCE = 5000

/** @returns undefined when it cannot be read in time: so entangled that nobody could read it */
export async function writeMarkdown(markdown: string): Promise<Written | undefined> {
  const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData: markdown })
  const written = Promise.withResolvers<Written | undefined>()
  thread.once('message', written.resolve)
  thread.once('error', () => written.resolve(undefined))
  const late = setTimeout(() => written.resolve(undefined), PATIENCE)
  try {
    return await written.promise
  } finally {
    clearTimeout(late)
    await thread.terminate()
  }
}
