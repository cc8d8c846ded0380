/** `npm run dev`: the same services and the same HTTP front, with Astro's development server behind. */
import { dev } from 'astro'
import { run } from '../src/server/run.ts'
import { serve } from '../src/server/serve.ts'
import type { PageHandler } from '../src/server/http/server.ts'

const astroLocals = Symbol.for('astro.locals')

await run(async (config) => {
  const { handle } = await dev({
    root: new URL('..', import.meta.url).pathname,
    server: { port: 0 },
  })
  const pages: PageHandler = (req, res, _next, locals) => {
    // Vite serves its modules and styles inline while developing.
    res.removeHeader('Content-Security-Policy')
    handle(Object.assign(req, { [astroLocals]: locals }), res)
  }
  return serve(config, pages)
})
