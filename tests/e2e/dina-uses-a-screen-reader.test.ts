/** axe (WCAG 2.2 A and AA, and its best practice) finds nothing on any page, in any state. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright'
import { beforeAll, describe, expect, test } from 'vitest'
import { fullRegister } from '../support/full-register.ts'
import { inLanes } from '../support/in-lanes.ts'
import { allStops, type Stop } from '../support/stops.ts'
import { withBrowser } from '../support/with-browser.ts'

const at = withBrowser(() => fullRegister(60))
let stops: Stop[]
beforeAll(async () => {
  stops = await allStops(at.site)
})

/** In two looks everything is examined, in the others what depends on the look. */
const LOOKS = [
  { colorScheme: 'light', width: 1280, rules: undefined },
  { colorScheme: 'dark', width: 360, rules: undefined },
  { colorScheme: 'light', width: 360, rules: ['color-contrast', 'target-size'] },
  { colorScheme: 'dark', width: 1280, rules: ['color-contrast', 'target-size'] },
] as const

async function examine(stop: Stop): Promise<string[]> {
  const page = await at.openStop(stop)
  const found: string[] = []
  for (const { colorScheme, width, rules } of LOOKS) {
    await page.emulateMedia({ colorScheme })
    await page.setViewportSize({ width, height: 800 })
    const here = await violations(page, rules)
    found.push(...here.map((problem) => `${stop.name}, ${colorScheme}, ${width}: ${problem}`))
  }
  await page.close()
  return found
}

async function violations(page: Page, rules: readonly string[] | undefined): Promise<string[]> {
  // There are no frames on any page, so the quick way of looking is the whole way.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  if (rules) axe.withRules([...rules])
  else axe.options({ rules: { 'target-size': { enabled: true } } })
  const result = await axe.analyze()
  return result.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} ${html.slice(0, 160)} ${failureSummary}`),
  )
}

describe('Dina, who listens to pages,', () => {
  test('finds no obstacle on any of them', { timeout: 170_000 }, async () => {
    const found: string[] = []
    await inLanes(stops, async (stop) => void found.push(...(await examine(stop))))
    expect(found).toEqual([])
  })
})
