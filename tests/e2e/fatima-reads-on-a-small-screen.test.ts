import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { fullRegister, HOSTILE } from '../support/full-register.ts'
import { allStops } from '../support/stops.ts'
import { withBrowser } from '../support/with-browser.ts'

// Whatever page is opened here: no dialog, no other host, no breach of the policy, no complaint.
const at = withBrowser(fullRegister)

/** 320 pixels are what is left of 1280 at a zoom of 400 %. */
const WIDTHS = [320, 360, 768, 1280]

const overflow = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return scrollWidth - clientWidth
  })

describe('Fatima, on her phone,', () => {
  test('never scrolls sideways, whatever stands on a page and whichever way it runs', async () => {
    const wide: string[] = []
    await at.tour(await allStops(at.site), async (page, stop) => {
      expect(await page.getByRole('heading', { level: 1 }).count(), stop.name).toBe(1)
      for (const direction of ['ltr', 'rtl']) {
        await page.evaluate((dir) => (document.documentElement.dir = dir), direction)
        for (const width of WIDTHS) {
          await page.setViewportSize({ width, height: 256 })
          const beyond = await overflow(page)
          if (beyond > 0) wide.push(`${stop.name}, ${direction}, ${width}: ${beyond}`)
        }
      }
    })
    expect(wide).toEqual([])
  })

  test('hears the register as the table that it is', async () => {
    const roles = async (width: number) => {
      const page = await at.open('/signatories', { viewport: { width, height: 800 } })
      const devtools = await page.context().newCDPSession(page)
      const { nodes } = await devtools.send('Accessibility.getFullAXTree')
      const counted = (role: string) =>
        nodes.filter((node) => !node.ignored && node.role?.value === role).length
      return ['table', 'row', 'columnheader', 'rowheader', 'cell'].map(counted)
    }
    expect(await roles(360)).toEqual(await roles(1280))
    expect(await roles(360)).toEqual([1, 51, 5, 50, 200])
  })

  test('finds all of the home page', async () => {
    const page = await at.open('/', { viewport: { width: 360, height: 740 } })
    const seen = await page.getByRole('main').innerText()
    for (const part of [
      'One framework for everyone',
      'people have signed',
      'organisations endorse it',
      'The map and its table',
      'Three gaps in today’s rules',
      'How it is built',
      'Responsibility sharing',
      'Latest signatories',
      'Your name could stand here',
      'Two ways to sign',
    ])
      expect(seen).toContain(part)
  })
})

test('What somebody else wrote stands in the register as text, and does nothing', async () => {
  const page = await at.open('/signatories')
  const names = await page.locator('.register .who').allInnerTexts()
  expect(names).toEqual(expect.arrayContaining(HOSTILE))
})
