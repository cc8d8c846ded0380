/** A Chromium, and pages in it that notice what a page of this site must never do. */
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright'
import { findBrowser } from '../../scripts/browser.mjs'

const QUIET = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export function startBrowser(): Promise<Browser> {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return chromium.launch({ executablePath: findBrowser(), args: [...asRoot, ...QUIET] })
}

export type Visit = {
  page: Page
  /** requests to other hosts, breaches of the content security policy, complaints, dialogs */
  complaints: string[]
}

/** A page in a context of its own, addresses relative to the site. */
export async function visit(
  browser: Browser,
  baseURL: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 1280, height: 900 },
    ...options,
  })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (protocol !== 'data:' && origin !== baseURL) complaints.push(`asks ${request.url()}`)
  })
  page.on('console', (message) => {
    // A refused form is a page with status 422, and the browser notes that.
    const noted = message.text().startsWith('Failed to load resource: the server responded with')
    if (/^(error|warning)$/.test(message.type()) && !noted) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`)
    void dialog.dismiss()
  })
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`breaks ${violatedDirective}: ${blockedURI}`),
    ),
  )
  return { page, complaints }
}
