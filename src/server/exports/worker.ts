/** Makes one export in a thread of its own: minutes of work that neither signing nor a page is to wait for. */
import { parentPort, workerData } from 'node:worker_threads'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import { bundle } from './bundle.ts'
import { ZIP } from './folder.ts'
import { makeExport, type Made, type Order, type Stage } from './make.ts'

export type Job = { config: Config; order: Order; folder: string }
export type Told =
  | { stage: Stage; done: number; total: number }
  | { made: Omit<Made, 'names'>; bytes: number }
  | { failed: string; code: string | undefined }

/** Milliseconds between two words about how far it is. */
const EVERY = 200

const { config, order, folder } = workerData as Job
let lastTold = 0
let lastStage: Stage | undefined

function tell(stage: Stage, done: number, total: number): void {
  const now = performance.now()
  if (stage === lastStage && now - lastTold < EVERY) return
  lastTold = now
  lastStage = stage
  say({ stage, done, total })
}

const say = (told: Told) => parentPort!.postMessage(told)

try {
  const { names, ...made } = await makeExport(config, order, folder, tell)
  tell('zip', 0, 1)
  const { bytes } = await bundle(folder, names, join(folder, ZIP))
  say({ made, bytes })
} catch (error) {
  const { stack, code } = error as NodeJS.ErrnoException
  say({ failed: stack ?? String(error), code })
}
