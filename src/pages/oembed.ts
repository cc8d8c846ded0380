import type { APIRoute } from 'astro'

const STATUS = { wrong: 400, unknown: 404, 'no such format': 501 } as const
const SHARED = {
  'Cache-Control': 'public, max-age=3600',
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
}

/** oEmbed 1.0: `/oembed?url=…&format=json|xml&maxwidth=…&maxheight=…`. */
export const GET: APIRoute = ({ locals, url }) => {
  const { embeds } = locals.app
  const asked = embeds.oEmbed(url.searchParams)
  if (asked.outcome !== 'found')
    return new Response(`${locals.t(`embed.oembed.${STATUS[asked.outcome]}`)}\n`, {
      status: STATUS[asked.outcome],
      headers: { ...SHARED, 'Content-Type': 'text/plain; charset=utf-8' },
    })
  const isXml = asked.format === 'xml'
  return new Response(isXml ? embeds.asXml(asked.answer) : JSON.stringify(asked.answer), {
    headers: {
      ...SHARED,
      'Content-Type': isXml ? 'text/xml; charset=utf-8' : 'application/json; charset=utf-8',
    },
  })
}
