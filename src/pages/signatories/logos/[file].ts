import type { APIRoute } from 'astro'

const FILE = /^([1-9]\d{0,9})-([0-9a-f]{16})\.webp$/

/** A picture and nothing else, whatever a browser makes of it; its address changes with it. */
export const GET: APIRoute = async ({ locals, params }) => {
  const [, number, key] = FILE.exec(params.file ?? '') ?? []
  const bytes = number && key ? await locals.app.register.logo(Number(number), key) : undefined
  if (!bytes) return new Response(null, { status: 404 })
  return new Response(bytes, {
    headers: {
      'Content-Type': 'image/webp',
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Security-Policy': "default-src 'none'; sandbox",
    },
  })
}
