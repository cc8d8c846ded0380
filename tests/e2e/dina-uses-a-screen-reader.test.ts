/** axe (WCAG 2.2 A and AA, and its best practice) finds nothing on any page, in any state. */
import { describe, expect, test } from 'vitest'
import { problems } from '../support/axe.ts'
import { fullRegister } from '../support/full-register.ts'
import { allStops } from '../support/stops.ts'
import { withBrowser } from '../support/with-browser.ts'

const at = withBrowser(() => fullRegister(60))

describe('Dina, who listens to pages,', () => {
  test('finds no obstacle on any of them', { timeout: 300_000 }, async () => {
    const found: string[] = []
    await at.tour(await allStops(at.site), async (page, stop) => {
      found.push(...(await problems(page, stop.name)))
    })
    expect(found).toEqual([])
  })
})
