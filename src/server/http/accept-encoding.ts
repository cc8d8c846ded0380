export type Coding = 'br' | 'gzip' | 'plain'

const known = new Map<string, Coding>()

/** The best coding that a client takes (RFC 9110, 12.5.3). Browsers send a handful of different headers; each is read once. */
export function accepted(header: string | undefined): Coding {
  if (!header) return 'plain'
  let coding = known.get(header)
  if (coding === undefined) {
    coding = read(header)
    if (known.size > 500) known.clear()
    known.set(header, coding)
  }
  return coding
}

function read(header: string): Coding {
  const weights = new Map(
    header.split(',').map((part) => {
      const [name = '', weight] = part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*q=/)
      return [name, weight === undefined ? 1 : Number(weight)] as const
    }),
  )
  const takes = (coding: string) => (weights.get(coding) ?? weights.get('*') ?? 0) > 0
  return takes('br') ? 'br' : takes('gzip') ? 'gzip' : 'plain'
}
