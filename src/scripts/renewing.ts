/** A part of a page that changes by itself is asked for again, until it says that it is at rest. */
const EVERY = 1000

const live = () => document.querySelector<HTMLElement>('[data-live="yes"]')

async function renew(): Promise<void> {
  const answer = await fetch(location.href, { credentials: 'same-origin' }).catch(() => undefined)
  // Signed out, or gone: the page itself says so.
  if (answer && (!answer.ok || answer.redirected)) return location.reload()
  if (answer) {
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const part = page.querySelector('[data-live]')
    if (part) live()?.replaceWith(document.adoptNode(part))
  }
  if (live()) setTimeout(() => void renew(), EVERY)
}

if (live()) setTimeout(() => void renew(), EVERY)
