import type { APIRoute } from 'astro'
import source from '../../scripts/embed-element.js?raw'

/** The element that partners paste, with what it has to know set before it. */
export const GET: APIRoute = ({ locals }) =>
  new Response(`(() => {\n${locals.app.embeds.elementConstants()}\n${source}})()\n`, {
    headers: {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'public, max-age=3600',
      'Access-Control-Allow-Origin': '*',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    },
  })
