/**
 * Astro's handler as it was built. Astro loads a page when it is first asked for; here all are
 * loaded at the start, in a tenth of a second, so that each answers at once, and so that another build may take this one's
 * place on the disk while the process goes on with the one that it started with.
 */
import { readdirSync } from 'node:fs'
import { registerHooks } from 'node:module'
import type { PageHandler } from './http/server.ts'

const BUILT = new URL('../../dist/server/', import.meta.url)

export async function builtPages(): Promise<PageHandler> {
  const built: { handler: PageHandler } = await import(new URL('entry.mjs', BUILT).href)
  for (const name of readdirSync(BUILT, { recursive: true, encoding: 'utf8' }))
    if (name.endsWith('.mjs')) await import(new URL(name.replaceAll('\\', '/'), BUILT).href)
  stayLoaded()
  return built.handler
}

/** What is loaded needs no look at the disk, which Node takes at every import even so. */
function stayLoaded(): void {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier.startsWith('.') && context.parentURL?.startsWith(BUILT.href)
        ? { url: new URL(specifier, context.parentURL).href, shortCircuit: true }
        : next(specifier, context),
  })
}
