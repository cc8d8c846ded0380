/** A process of load: gets what to do in one message, answers with what came of it. */
import { generate } from './generator.ts'
import type { Load } from './index.ts'

process.once('message', (options: Load) => {
  void generate(options).then((tally) => process.send?.(tally, () => process.exit(0)))
})
