/** Every problem of a list, row by row; what it holds was read by its author in their own file. */
import type { APIRoute } from 'astro'
import { idIn } from '../../../../components/staff/actor.ts'
import { admit } from '../../../../components/staff/admit.ts'

export const ALL: APIRoute = async (context) => {
  const entry = await admit(context, { role: 'admin', fresh: true })
  if (entry instanceof Response) return entry
  const { app, language } = context.locals
  const id = idIn(context.params['id'])
  if (!(await app.imports.view(id))) return context.rewrite('/404')
  // The front answers with whole bodies; a list has a bound.
  const lines = await Array.fromAsync(app.imports.report(id, language))
  return new Response(lines.join(''), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="list-${id}-problems.csv"`,
      'Cache-Control': 'no-store',
    },
  })
}
