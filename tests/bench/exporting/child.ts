/** Makes one export in a thread like a site's, in a process of its own, and says what it took. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import type { Format } from '../../../src/server/exports/ask.ts'
import { usualColumns } from '../../../src/server/exports/columns.ts'
import { makeExport, type Order } from '../../../src/server/exports/make.ts'
import { LIMITS } from '../../../src/server/exports/thread.ts'
import { configOf } from '../data.ts'

export type Took = { milliseconds: number; cpu: number; grown: number; rows: number; bytes: number }

const [dataDir, format] = process.argv.slice(2) as [string, Format]

async function make(query: string): Promise<Took> {
  const folder = mkdtempSync(join(tmpdir(), 'accede-bench-export-'))
  const order: Order = {
    id: 1,
    asked: {
      ...{ preset: 'public', formats: [format], columns: usualColumns('public') },
      ...{ language: 'en', order: 'number', sinceLast: false, query, reason: '' },
    },
    ...{ attempt: 1, askedBy: 'operator', askedAt: 0, last: undefined, sample: true },
  }
  const [before, cpu] = [process.memoryUsage.rss(), process.cpuUsage()]
  const started = performance.now()
  let most = before
  const watching = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20)
  try {
    const { manifest } = await makeExport(configOf(dataDir), order, folder)
    const { user, system } = process.cpuUsage(cpu)
    const [file] = manifest.files
    return {
      milliseconds: performance.now() - started,
      cpu: (user + system) / 1000,
      grown: (most - before) / 1e6,
      ...{ rows: file!.rows, bytes: file!.bytes },
    }
  } finally {
    clearInterval(watching)
    rmSync(folder, { recursive: true })
  }
}

if (isMainThread)
  new Worker(new URL(import.meta.url), {
    argv: process.argv.slice(2),
    resourceLimits: LIMITS,
  }).once('message', (took: Took) => process.stdout.write(JSON.stringify(took)))
else {
  // Once for few rows, so that what is loaded by then does not count as growth.
  await make('country=PT')
  parentPort!.postMessage(await make(''))
}
