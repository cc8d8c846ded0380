/** Draws pictures in a thread of its own, so that no visitor waits for those that crawlers ask for. */
import { parentPort } from 'node:worker_threads'
import sharp from 'sharp'
import type { Done } from '../texts/formats/maker.ts'
import { card, type Card } from './card.ts'
import { sharePicture, type SharePicture } from './share.ts'

export type Job = SharePicture | Card

const draw = (job: Job): string => (job.kind === 'card' ? card(job) : sharePicture(job))

/** PNG with a palette of 256: half the bytes, and nobody sees it. */
const png = (svg: string): Promise<Uint8Array> =>
  sharp(Buffer.from(svg)).png({ palette: true, quality: 100, dither: 0 }).toBuffer()

parentPort!.on('message', (job: Job) => {
  Promise.resolve()
    .then(() => png(draw(job)))
    .then((bytes): Done => ({ bytes }))
    .catch((error: Error): Done => ({ failed: error.stack ?? String(error) }))
    .then((done) => parentPort!.postMessage(done))
})
