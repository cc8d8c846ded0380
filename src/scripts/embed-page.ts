/** The page for partners with script: a choice is shown at once, and the code is copied by a button. */
const form = document.querySelector<HTMLFormElement>('#choose')!
let asked: AbortController | undefined

/** Puts the page of another choice in place of what this one shows. */
async function choose(): Promise<void> {
  asked?.abort()
  asked = new AbortController()
  const query = new URLSearchParams(new FormData(form) as never)
  const address = `${form.action}?${query}`
  const response = await fetch(address, { signal: asked.signal })
  if (!response.ok) return form.submit()
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  const [sizes, own] = [page, document].map((one) => one.querySelector('#size')!) as [
    Element,
    Element,
  ]
  own.replaceChildren(...sizes.children)
  document.querySelector('#chosen')!.replaceWith(document.adoptNode(page.querySelector('#chosen')!))
  history.replaceState(null, '', address)
  showButtons()
}

function showButtons(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-copy]'))
    button.hidden = !navigator.clipboard
}

async function copy(button: HTMLElement): Promise<void> {
  const code = document.querySelector<HTMLTextAreaElement>(`#${button.dataset['copy']}`)!
  const said = button.parentElement!.querySelector<HTMLElement>('[data-copied]')!
  await navigator.clipboard.writeText(code.value).then(
    () => (said.textContent = said.dataset['copied']!),
    () => code.select(),
  )
}

form.addEventListener('change', () => {
  // Who goes on choosing has left the one before.
  choose().catch((error: Error) => error.name === 'AbortError' || form.submit())
})
document.addEventListener('click', ({ target }) => {
  const button = (target as Element).closest<HTMLElement>('[data-copy]')
  if (button) void copy(button)
})
showButtons()

export {}
