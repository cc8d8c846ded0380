/** The site's own program with an internet on loopback, for tests: `TEST_NAMES` is its name server. */
import { builtPages } from '../../src/server/built-pages.ts'
import { run } from '../../src/server/run.ts'
import { serve } from '../../src/server/serve.ts'
import { onlyLoopback, resolverAt } from './internet.ts'

const names = process.env['TEST_NAMES']!
const outside = { resolver: resolverAt(names), mayConnect: onlyLoopback }
await run(async (config) => serve(config, await builtPages(), { outside }))
