/** Line plots as SVG: panels one above the other over one axis, legible on light and on dark. */

export type Series = { name: string; points: readonly (readonly [x: number, y: number])[] }
export type Panel = { title: string; series: readonly Series[] }
export type Plot = { title: string; axis: string; panels: readonly Panel[] }

const WIDTH = 760
const HEIGHT = 250
const LEFT = 70
const RIGHT = 200
const TOP = 46
const BOTTOM = 44
const COLOURS = ['#0b6e99', '#b3541e', '#4f7a28', '#8a4fa3', '#a8371f', '#5b6470']
const STYLE = `
  .paper { fill: #ffffff } text { fill: #1d2430; font: 13px sans-serif }
  .title { font-weight: 600 } .grid { stroke: #d5dae1 }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #14181f } text { fill: #e6e9ee } .grid { stroke: #353c47 } .line, .dot { filter: brightness(1.6) }
  }`

export function linePlot({ title, axis, panels }: Plot): string {
  const xs = panels.flatMap(({ series }) => series.flatMap(({ points }) => points.map(([x]) => x)))
  const x = logScale(Math.min(...xs), Math.max(...xs))
  const height = TOP + panels.length * HEIGHT + BOTTOM
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escape(title)}">
<style>${STYLE}
</style>
<rect class="paper" width="${WIDTH}" height="${height}"/>
<text class="title" x="${LEFT}" y="24">${escape(title)}</text>
${panels.map((panel, i) => panelAt(panel, TOP + i * HEIGHT, x, [...new Set(xs)])).join('\n')}
<text x="${(LEFT + WIDTH - RIGHT) / 2}" y="${height - 10}" text-anchor="middle">${escape(axis)}</text>
</svg>
`
}

type Scale = (value: number) => number

/** From values to what stands on the axis, the same distance for the same factor. */
function logScale(from: number, to: number): Scale {
  const span = Math.log(to) - Math.log(from) || 1
  return (value) => LEFT + ((Math.log(value) - Math.log(from)) / span) * (WIDTH - LEFT - RIGHT)
}

function panelAt({ title, series }: Panel, top: number, x: Scale, xs: number[]): string {
  const [first, last] = [top + 34, top + HEIGHT - 34]
  const most = niceTop(Math.max(...series.flatMap(({ points }) => points.map(([, y]) => y))))
  const y: Scale = (value) => last - (value / most) * (last - first)
  const rungs = [0, 0.25, 0.5, 0.75, 1].map((share) => share * most)
  return [
    `<text x="${LEFT}" y="${top + 18}">${escape(title)}</text>`,
    ...rungs.map(
      (value) =>
        `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value)}" y2="${y(value)}"/><text x="${LEFT - 8}" y="${y(value) + 4}" text-anchor="end">${short(value)}</text>`,
    ),
    ...xs.map(
      (value) =>
        `<text x="${x(value)}" y="${last + 20}" text-anchor="middle">${short(value)}</text>`,
    ),
    ...series.map((one, i) => seriesIn(one, COLOURS[i % COLOURS.length]!, x, y)),
    ...labels(series, y),
  ].join('\n')
}

function seriesIn({ points }: Series, colour: string, x: Scale, y: Scale): string {
  const at = points.map(([px, py]) => [x(px).toFixed(1), y(py).toFixed(1)] as const)
  return [
    `<polyline class="line" fill="none" stroke="${colour}" stroke-width="2" points="${at.map((one) => one.join(',')).join(' ')}"/>`,
    ...at.map(([cx, cy]) => `<circle class="dot" cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`),
  ].join('')
}

/** Names beside the ends of their lines, moved apart where they would meet. */
function labels(series: readonly Series[], y: Scale): string[] {
  const ends = series
    .map(({ name, points }, i) => ({ name, i, at: y(points.at(-1)![1]) }))
    .sort((a, b) => a.at - b.at)
  for (const [nth, end] of ends.entries())
    if (nth > 0) end.at = Math.max(end.at, ends[nth - 1]!.at + 17)
  return ends.map(
    ({ name, i, at }) =>
      `<circle class="dot" cx="${WIDTH - RIGHT + 14}" cy="${at}" r="4" fill="${COLOURS[i % COLOURS.length]}"/><text x="${WIDTH - RIGHT + 24}" y="${at + 4}">${escape(name)}</text>`,
  )
}

/** The next 1, 2, 4, 5 or 8 times a power of ten. */
function niceTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most || 1))
  return ([1, 2, 4, 5, 8, 10].find((step) => step * power >= most) ?? 10) * power
}

function short(value: number): string {
  if (value >= 1e6) return `${Number((value / 1e6).toFixed(1))} M`
  if (value >= 1e3) return `${Number((value / 1e3).toFixed(1))} k`
  return String(Number(value.toFixed(2)))
}

const escape = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
