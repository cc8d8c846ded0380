/**
 * The figures of an open page follow the register (docs/decisions/0025-open-data-and-live-counts.md). A page
 * listens while it is looked at, from a moment after it was opened: who leaves at once, or keeps it
 * in a tab behind others, needs no connection. A figure changes only for a newer version.
 */
type Standing = { version: number; [figure: string]: unknown }

/** Milliseconds before a page begins to listen, and before it asks again when it was turned away. */
const SOON = { least: 1000, spread: 1000 }
const LATER = { least: 60_000, spread: 60_000 }

const { lang } = document.documentElement
const { format } = new Intl.NumberFormat(lang)
const plural = new Intl.PluralRules(lang)
let source: EventSource | undefined
let timer = 0

function show({ data }: MessageEvent<string>): void {
  const standing = JSON.parse(data) as Standing
  for (const figure of document.querySelectorAll<HTMLElement>('[data-live]')) {
    const { live, version, upTo, words } = figure.dataset
    if (Number(version) >= standing.version) continue
    const count = Number(standing[live!])
    const value = upTo ? Math.max(0, Number(upTo) - count) : count
    figure.dataset['version'] = String(standing.version)
    figure.textContent = words ? inWords(JSON.parse(words), value) : format(value)
  }
}

const inWords = (forms: Record<string, string>, value: number) =>
  (forms[value === 0 ? 'none' : plural.select(value)] ?? forms['other']!).replace(
    '#',
    format(value),
  )

function listen(): void {
  if (document.hidden || source) return
  source = new EventSource('/api/v1/live')
  source.addEventListener('counts', show)
  source.addEventListener('error', () => {
    // A connection that broke is made again by the browser; one that was refused is not.
    if (source?.readyState === EventSource.CLOSED) rest(LATER)
  })
}

function rest({ least, spread }: typeof SOON): void {
  leave()
  timer = window.setTimeout(listen, least + Math.random() * spread)
}

function leave(): void {
  clearTimeout(timer)
  source?.close()
  source = undefined
}

document.addEventListener('visibilitychange', () => (document.hidden ? leave() : rest(SOON)))
addEventListener('pagehide', leave)
// A page that comes back from the browser's memory.
addEventListener('pageshow', () => rest(SOON))

export {}
