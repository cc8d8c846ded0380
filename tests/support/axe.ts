/** What axe finds in a page: WCAG 2.2 A and AA, and its best practice. */
import axe, { type RunOptions } from 'axe-core'
import type { Page } from 'playwright'

const EVERYTHING: RunOptions = { rules: { 'target-size': { enabled: true } } }
/** What depends on the colours and on the width. */
const LOOKS: RunOptions = { runOnly: ['color-contrast', 'target-size', 'link-in-text-block'] }

/** In light and dark, wide and narrow; in words, empty when there is nothing. */
export async function problems(page: Page, name: string): Promise<string[]> {
  // Once a page instead of once a look, as AxeBuilder would: that is most of the time it takes.
  await page.evaluate(axe.source)
  // axe measures what a browser leaves out of the layout while it is far away, and measures wrong.
  await page.evaluate(() => {
    for (const one of document.querySelectorAll<HTMLElement>('.whole .article'))
      one.style.contentVisibility = 'visible'
  })
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 360]) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 800 })
      const here = await violations(page, width === 360 ? EVERYTHING : LOOKS)
      found.push(...here.map((what) => `${name}, ${colorScheme}, ${width}: ${what}`))
    }
  }
  return found
}

async function violations(page: Page, options: RunOptions): Promise<string[]> {
  const { violations } = await page.evaluate(
    (chosen) => (globalThis as unknown as { axe: typeof axe }).axe.run(chosen),
    { ...options, resultTypes: ['violations' as const] },
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} ${html.slice(0, 160)} ${failureSummary}`),
  )
}
