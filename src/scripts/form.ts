/**
 * Faster feedback, for those who have script: what is missing is said without a round trip, a
 * mistyped mail domain is pointed out, and a form is sent once. The server checks everything
 * again and its page holds the sentences; without this file nothing is missing.
 */
import { likelyMeant } from './mail-domain.ts'

const SENT_FOR = 10_000

document.querySelector<HTMLElement>('#error-summary')?.focus()
document.querySelectorAll<HTMLFormElement>('form[data-enhance]').forEach(enhance)

function enhance(form: HTMLFormElement): void {
  const forget = () => delete form.dataset['sent']
  // Coming back with the browser's back button, a form may be sent again.
  addEventListener('pageshow', forget)
  const fieldOf = ({ target }: Event) => (target as HTMLElement).closest<HTMLElement>('.field')
  // While it is typed: if it went as the field is left, the button would move away under the pointer.
  form.addEventListener('input', (event) => {
    const field = fieldOf(event)
    if (field?.matches('.wrong') && !isEmpty(field)) clear(field)
  })
  form.addEventListener('change', (event) => {
    const { target } = event
    const field = fieldOf(event)
    if (field && target instanceof HTMLInputElement && target.type === 'email')
      suggest(target, field)
  })
  form.addEventListener('submit', (event) => {
    const empty = [...form.querySelectorAll<HTMLElement>('[data-missing]')].filter(isEmpty)
    if (form.dataset['sent'] || empty.length > 0) event.preventDefault()
    else setTimeout(forget, SENT_FOR)
    if (empty.length === 0) form.dataset['sent'] = 'yes'
    else complain(form, empty)
  })
}

const controls = (field: HTMLElement) => [
  ...field.querySelectorAll<HTMLInputElement>('input, select, textarea'),
]
const isTick = ({ type }: HTMLInputElement) => type === 'checkbox' || type === 'radio'
const isEmpty = (field: HTMLElement) =>
  controls(field).every((control) => (isTick(control) ? !control.checked : !control.value.trim()))

/** Says at each empty field what is missing, and at the top what is wrong with the whole. */
function complain(form: HTMLFormElement, empty: HTMLElement[]): void {
  for (const field of empty) if (!field.matches('.wrong')) mark(field)
  document.querySelector('#error-summary')?.remove()
  const lines = [...form.querySelectorAll<HTMLElement>('.wrong')].map((field) => {
    const link = element('a', field.querySelector('.why')!.textContent!)
    link.href = `#${controls(field)[0]!.id}`
    return element('li', link)
  })
  const heading = element('h2', form.dataset['errorTitle']!)
  const summary = element('div', heading, element('ul', ...lines))
  Object.assign(summary, { id: 'error-summary', className: 'summary', role: 'alert', tabIndex: -1 })
  form.before(summary)
  summary.focus()
}

function mark(field: HTMLElement): void {
  const all = controls(field)
  const first = all[0]!
  const why = element('p', field.dataset['missing']!)
  Object.assign(why, { id: `${first.name}-error`, className: 'why' })
  field.classList.add('wrong')
  const before = field.querySelector('.choice') ?? first
  before.before(why)
  describe(field, (ids) => [...ids, why.id])
  if (all.length === 1) first.setAttribute('aria-invalid', 'true')
}

function clear(field: HTMLElement): void {
  const why = field.querySelector('.why')
  field.classList.remove('wrong')
  why?.remove()
  describe(field, (ids) => ids.filter((id) => id !== why?.id))
  for (const control of controls(field)) {
    control.removeAttribute('aria-invalid')
    document.querySelector(`#error-summary a[href="#${control.id}"]`)?.parentElement?.remove()
  }
  const summary = document.querySelector('#error-summary')
  if (!summary?.querySelector('li')) summary?.remove()
}

function describe(field: HTMLElement, change: (ids: string[]) => string[]): void {
  const described = field.matches('fieldset') ? field : controls(field)[0]!
  const ids = change(described.getAttribute('aria-describedby')?.split(' ') ?? [])
  described.setAttribute('aria-describedby', ids.join(' '))
  if (ids.length === 0) described.removeAttribute('aria-describedby')
}

/** Offers the domain that was probably meant, in a quiet line that may be ignored. */
function suggest(input: HTMLInputElement, field: HTMLElement): void {
  const line = field.querySelector<HTMLElement>('[data-suggest]')
  const meant = likelyMeant(input.value.trim())
  line?.replaceChildren()
  if (!line || !meant) return
  const [before = '', after = ''] = line.dataset['suggest']!.split('{address}')
  const button = element('button', meant)
  button.type = 'button'
  button.className = 'link'
  button.addEventListener('click', () => {
    input.value = meant
    line.replaceChildren()
    input.focus()
  })
  line.append(before, button, after)
}

function element<K extends keyof HTMLElementTagNameMap>(
  name: K,
  ...content: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  made.append(...content)
  return made
}
