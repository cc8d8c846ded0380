/**
 * Keys for those who review all day: / search, j k move, Enter open, x choose, a approve, d decline,
 * ? help. They press what stands on the page; without this file nothing is missing.
 */
const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
const help = document.querySelector<HTMLDialogElement>('#keys')
let at = -1

function move(by: number): void {
  if (rows.length === 0) return
  rows[at]?.removeAttribute('data-current')
  at = Math.min(Math.max(at + by, 0), rows.length - 1)
  rows[at]!.setAttribute('data-current', '')
  rows[at]!.querySelector<HTMLElement>('[data-open]')?.focus()
}

/** What a key means is looked for in the row that is current, or on the whole page. */
function press(selector: string): void {
  const scope: ParentNode | undefined = rows.length > 0 ? rows[at] : document
  scope?.querySelector<HTMLElement>(selector)?.click()
}

function decline(): void {
  if (rows.length === 0) return document.querySelector<HTMLElement>('[data-key="decline"]')?.focus()
  const open = rows[at]?.querySelector<HTMLAnchorElement>('[data-open]')
  if (open) location.href = `${open.href}#decline`
}

const KEYS: Record<string, () => void> = {
  '/': () => document.querySelector<HTMLElement>('[data-key="search"]')?.focus(),
  j: () => move(1),
  k: () => move(-1),
  x: () => press('input[type="checkbox"]'),
  a: () => press('[data-key="approve"]'),
  d: decline,
  '?': () => (help?.open ? help.close() : help?.showModal()),
}

addEventListener('keydown', (event) => {
  const { target, key } = event
  const typing =
    target instanceof HTMLElement &&
    target.matches('input:not([type="checkbox"]), textarea, select')
  if (typing && key === 'Escape') target.blur()
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !Object.hasOwn(KEYS, key)) return
  event.preventDefault()
  KEYS[key]!()
})

// A row that is reached in another way, too, is the one that keys mean.
rows.forEach((row, i) =>
  row.addEventListener('focusin', () => {
    rows[at]?.removeAttribute('data-current')
    row.setAttribute('data-current', '')
    at = i
  }),
)

// A template chosen fills the reason, which may then be changed.
document.querySelectorAll<HTMLSelectElement>('select[data-fills]').forEach((select) =>
  select.addEventListener('change', () => {
    const field = document.querySelector<HTMLTextAreaElement>(`#${select.dataset['fills']}`)
    const text = select.selectedOptions[0]?.dataset['text']
    if (field && text) field.value = text
  }),
)

// Who comes to decline begins with the reason.
if (location.hash === '#decline')
  document.querySelector<HTMLElement>('[data-key="decline"]')?.focus()
