/**
 * Reading with script: a reference or a defined term shows what it points at without leaving the
 * page, an address is copied, and the contents follow the reader. Without it all of them are links.
 */
const look = document.querySelector<HTMLElement>('#look')
const copied = document.querySelector<HTMLElement>('#copied')
let from: HTMLElement | undefined

document.addEventListener('click', (event) => {
  if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  const link = (event.target as Element).closest<HTMLAnchorElement>('a[data-look], a[data-copy]')
  if (!link) return
  if (link.matches('[data-copy]')) copy(link, event)
  else if (look?.showPopover) {
    event.preventDefault()
    void show(look, link)
  }
})

/** Fetches what the link leads to, if it is on another page, and shows it beside the link. */
async function show(popover: HTMLElement, link: HTMLAnchorElement): Promise<void> {
  const found = await target(link).catch(() => undefined)
  if (!found) return void (location.href = link.href)
  const text = popover.querySelector<HTMLElement>('.look-text')!
  text.replaceChildren(...found)
  popover.querySelector('a')!.href = link.href
  from = link
  popover.hidePopover()
  // The link is what it stands beside, where a browser knows how.
  popover.showPopover({ source: link } as never)
  text.focus()
}

look?.addEventListener('toggle', (event) => {
  if ((event as ToggleEvent).newState === 'closed') from?.focus({ preventScroll: true })
})
look?.querySelector('a')?.addEventListener('click', () => {
  from = undefined
  look.hidePopover()
})

async function target({ href, hash, pathname }: HTMLAnchorElement): Promise<Node[] | undefined> {
  const here = pathname === location.pathname
  const page = here ? document : await load(href)
  const id = decodeURIComponent(hash.slice(1))
  const place = id ? page.getElementById(id) : page.querySelector('.law')
  if (!place) return undefined
  const title = id && !place.querySelector('.provision-title') ? [] : [page.querySelector('h1')]
  return [...title, place].flatMap((node) => (node ? [bare(node)] : []))
}

async function load(href: string): Promise<Document> {
  const response = await fetch(href)
  if (!response.ok) throw new Error(String(response.status))
  return new DOMParser().parseFromString(await response.text(), 'text/html')
}

/** A copy without ids, addresses to copy and footnotes: they belong to the page it comes from. */
function bare(node: Element): Node {
  const copy = document.importNode(node, true)
  copy.querySelectorAll('.tools, .notes, sup').forEach((one) => one.remove())
  for (const one of [copy, ...copy.querySelectorAll('[id]')]) one.removeAttribute('id')
  copy.querySelectorAll('a').forEach((link) => link.replaceWith(...link.childNodes))
  if (!copy.matches('h1')) return copy
  const title = document.createElement('p')
  title.className = 'look-title'
  title.append(...copy.childNodes)
  return title
}

function copy(link: HTMLAnchorElement, event: Event): void {
  if (!navigator.clipboard) return
  event.preventDefault()
  history.replaceState(null, '', link.hash || location.hash || location.pathname)
  void navigator.clipboard.writeText(link.href).then(
    () => say(link),
    () => (location.href = link.href),
  )
}

/** Says so aloud, and for a moment in place of the sign or the words of the link. */
function say(link: HTMLAnchorElement): void {
  const words = copied?.dataset['copied'] ?? ''
  const shown = link.querySelector('[aria-hidden]') ?? link
  const before = shown.textContent
  if (link.dataset['said']) return
  link.dataset['said'] = 'yes'
  shown.textContent = shown === link ? words : '✓'
  if (copied) copied.textContent = words
  setTimeout(() => {
    delete link.dataset['said']
    shown.textContent = before
    if (copied) copied.textContent = ''
  }, 2000)
}

/** On a page of several provisions, marks in the contents the one that is read. */
function follow(contents: HTMLElement): void {
  const links = new Map(
    [...contents.querySelectorAll<HTMLAnchorElement>('a[href]')].flatMap((link) => {
      const place = placeOf(link)
      return place ? [[place, link] as const] : []
    }),
  )
  if (links.size < 2) return
  const seen = new Set<Element>()
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries)
        if (isIntersecting) seen.add(target)
        else seen.delete(target)
      const current = [...links.keys()].filter((place) => seen.has(place)).at(-1)
      if (!current) return
      for (const [place, link] of links)
        if (place === current) link.setAttribute('aria-current', 'location')
        else if (link.getAttribute('aria-current') === 'location')
          link.removeAttribute('aria-current')
    },
    { rootMargin: '0px 0px -65% 0px' },
  )
  for (const place of links.keys()) observer.observe(place)
}

/** The part of this page that a line of the contents is about, if it is on this page. */
function placeOf({ hash, pathname }: HTMLAnchorElement): Element | null {
  if (hash) return document.getElementById(hash.slice(1))
  const [, article] = /\/articles\/(\w+)$/.exec(pathname) ?? []
  return article ? document.getElementById(`article-${article}`) : null
}

/** Where the contents are longer than the window, shows the line of this page. */
function reveal(contents: HTMLElement): void {
  const current = contents.querySelector<HTMLElement>('[aria-current]')
  if (current) contents.scrollTop = current.offsetTop - contents.clientHeight / 2
}

document.querySelectorAll<HTMLElement>('[data-follow]').forEach((contents) => {
  reveal(contents)
  follow(contents)
})

export {}
