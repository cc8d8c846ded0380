import { defineMiddleware } from 'astro:middleware'
import { translator } from './server/messages/index.ts'

/** Fills Astro.locals; decides nothing. A database that does not answer becomes a page that says so. */
export const onRequest = defineMiddleware(async (context, next) => {
  context.locals.language = context.locals.visitor.language
  context.locals.t = translator(context.locals.language)
  try {
    return await next()
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'DatabaseUnavailable') throw error
    context.locals.refusal = { status: 503, retryAfter: 30 }
    return context.rewrite('/refused/503')
  }
})
