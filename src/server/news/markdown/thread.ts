/** The thread that reads one piece of Markdown: a hostile one keeps nobody waiting but itself. */
import { parentPort, workerData } from 'node:worker_threads'
import { htmlOf } from './html.ts'
import type { Written } from './index.ts'
import { readMarkdown } from './read.ts'
import { textOf } from './text.ts'

const { blocks, leftOut } = readMarkdown(String(workerData))
parentPort!.postMessage({
  html: htmlOf(blocks),
  text: textOf(blocks),
  leftOut,
} satisfies Written)
