/** Makes files in a thread of its own: a long PDF takes seconds, which no visitor is to wait for. */
import { parentPort } from 'node:worker_threads'
import { loaded } from '../loaded.ts'
import type { LegalText } from '../model.ts'
import type { Scope } from './extract.ts'
import { makeFile, type FormatName } from './make.ts'
import type { Done } from './maker.ts'

export type Job = { text: LegalText; scope: Scope; format: FormatName; siteUrl: string }

parentPort!.on('message', ({ text, scope, format, siteUrl }: Job) => {
  makeFile(loaded(text), scope, format, siteUrl)
    .then((bytes): Done => ({ bytes }))
    .catch((error: Error): Done => ({ failed: error.stack ?? String(error) }))
    .then((done) => parentPort!.postMessage(done))
})
