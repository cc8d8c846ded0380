/**
 * Keeps the figure of an embedded counter up to date. It asks only while it is seen, every few
 * seconds while the figure moves and ever more rarely while it does not; a connection held open
 * would be one for each reader of every page that shows it.
 */
type Counts = { asOf: string; total: number; byText: Record<string, number> }

/** Milliseconds. */
const SOONEST = 5000
const LATEST = 60_000
const LATEST_IN_TROUBLE = 300_000

const shown = document.querySelector<HTMLElement>('[data-count]')!
const { format } = new Intl.NumberFormat(document.documentElement.lang)
const now = () => Number(shown.dataset['count'])
let wait = SOONEST
let timer = 0
let isSeen = false
/** The last answer, if it was smaller than what stands here: believed if the next one says the same. */
let smaller: number | undefined
let asOf = ''

async function ask(): Promise<number | undefined> {
  const response = await fetch('/api/v1/counts.json', { credentials: 'omit' })
  if (!response.ok) throw new Error(String(response.status))
  const counts = (await response.json()) as Counts
  // Processes answer from memory, each with a moment of its own: older ones are passed over.
  if (counts.asOf < asOf) return undefined
  asOf = counts.asOf
  const { text } = shown.dataset
  return text ? counts.byText[text] : counts.total
}

/** It goes back only where somebody left, which two answers have to say. */
function isBelievable(count: number): boolean {
  if (count >= now() || count === smaller) return true
  smaller = count
  return false
}

function show(count: number): void {
  smaller = undefined
  shown.dataset['count'] = String(count)
  shown.textContent = format(count)
}

async function follow(): Promise<void> {
  try {
    const count = await ask()
    const isNew = count !== undefined && count !== now()
    wait = isNew ? SOONEST : Math.min(LATEST, wait * 1.5)
    if (!isNew) smaller = undefined
    else if (isBelievable(count)) show(count)
  } catch {
    wait = Math.min(LATEST_IN_TROUBLE, wait * 2)
  }
  plan(wait)
}

/** A little apart from others who began at the same moment. */
function plan(after: number): void {
  clearTimeout(timer)
  if (isSeen && !document.hidden)
    timer = window.setTimeout(follow, after * (0.9 + Math.random() / 5))
}

new IntersectionObserver((entries) => {
  isSeen = entries.at(-1)!.isIntersecting
  plan(SOONEST)
}).observe(shown)
document.addEventListener('visibilitychange', () => plan(SOONEST))

export {}
