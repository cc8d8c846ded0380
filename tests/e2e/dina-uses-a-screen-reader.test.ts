/** axe (WCAG 2.2 A and AA, and its best practice) finds nothing on any page, in any state. */
import axe, { type RunOptions } from 'axe-core'
import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { fullRegister } from '../support/full-register.ts'
import { allStops, type Stop } from '../support/stops.ts'
import { withBrowser } from '../support/with-browser.ts'

const at = withBrowser(() => fullRegister(60))

const EVERYTHING: RunOptions = { rules: { 'target-size': { enabled: true } } }
/** What depends on the colours and on the width. */
const LOOKS: RunOptions = { runOnly: ['color-contrast', 'target-size', 'link-in-text-block'] }

async function problems(page: Page, stop: Stop): Promise<string[]> {
  // Once a page instead of once a look, as AxeBuilder would: that is most of the time it takes.
  await page.evaluate(axe.source)
  const found: string[] = []
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const width of [1280, 360]) {
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width, height: 800 })
      const here = await violations(page, width === 360 ? EVERYTHING : LOOKS)
      found.push(...here.map((what) => `${stop.name}, ${colorScheme}, ${width}: ${what}`))
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

describe('Dina, who listens to pages,', () => {
  test('finds no obstacle on any of them', { timeout: 170_000 }, async () => {
    const found: string[] = []
    await at.tour(await allStops(at.site), async (page, stop) => {
      found.push(...(await problems(page, stop)))
    })
    expect(found).toEqual([])
  })
})
