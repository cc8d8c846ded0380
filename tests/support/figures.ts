import type { Site } from './site.ts'
import { get } from './visitor.ts'

/** The figures of /metrics by name and labels, as they stand there; of whichever process is asked. */
export async function figures(site: Pick<Site, 'url'>): Promise<Map<string, number>> {
  const { body } = await get(site, '/metrics', { headers: { Connection: 'close' } })
  const lines = body.split('\n').filter((line) => line && !line.startsWith('#'))
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ')
      return [line.slice(0, at), Number(line.slice(at + 1))]
    }),
  )
}
