import type { Page } from 'playwright'
import { describe, expect, test } from 'vitest'
import { linkTo, sign } from '../support/people.ts'
import { withBrowser } from '../support/with-browser.ts'

const at = withBrowser()
const focusedId = (page: Page) => page.evaluate(() => document.activeElement?.id ?? '')

/** Presses Tab until something with this text or id has the focus. */
async function tabTo(page: Page, what: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab')
    const here = await page.evaluate(() => [
      document.activeElement?.id,
      document.activeElement?.textContent?.trim(),
    ])
    if (here.includes(what)) return
  }
  throw new Error(`Tab never came to ${what}`)
}

/** What shows where the focus is: the outline, or for a circle its rim. */
const mark = (page: Page) =>
  page.evaluate(() => {
    const { outlineStyle, outlineWidth, strokeWidth } = getComputedStyle(document.activeElement!)
    return outlineStyle === 'none' ? strokeWidth : `${outlineStyle} ${outlineWidth}`
  })

describe('Elif, who uses no mouse,', () => {
  test('skips the navigation', async () => {
    const page = await at.open('/about')
    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: 'Skip to the content' })
    expect(
      await skip.evaluate((it) => it.matches(':focus') && it.getBoundingClientRect().top >= 0),
    ).toBe(true)
    await page.keyboard.press('Enter')
    expect(await focusedId(page)).toBe('main')
  })

  test('signs and confirms', async () => {
    const page = await at.open('/')
    await tabTo(page, 'Sign the Convention')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/sign')
    await tabTo(page, 'texts-declaration')
    await page.keyboard.press('Space')
    for (const [field, typed] of [
      ['name', 'Elif Yılmaz'],
      ['email', 'elif@example.org'],
      ['country', 'Portug'],
    ] as const) {
      await page.keyboard.press('Tab')
      expect(await focusedId(page)).toBe(field)
      await page.keyboard.type(typed)
    }
    await tabTo(page, 'visibility')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowUp')
    await tabTo(page, 'consent')
    await page.keyboard.press('Space')
    await tabTo(page, 'Continue')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/sign/sent')
    await page.goto(await linkTo(at.site, 'elif@example.org', 'confirm'))
    await tabTo(page, 'Confirm my signature')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Thank you, Elif Yılmaz' }).waitFor()
    await page.goto('/signatories')
    expect(await page.getByRole('row', { name: 'Elif Yılmaz' }).innerText()).toMatch(
      /Portugal[\s\S]*Both/,
    )
  })

  test('skips the circles of the map and is at the table', async () => {
    await sign(at.site, { email: 'circle@example.org', country: 'KE' })
    const page = await at.open('/map')
    await tabTo(page, 'Skip the map, on to the table')
    await page.keyboard.press('Enter')
    expect(await focusedId(page)).toBe('countries')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('table') !== null)).toBe(true)
  })

  test.each(['none', 'active'] as const)(
    'sees where she is, with forced colours: %s',
    async (forcedColors) => {
      for (const path of ['/', '/sign', '/map', '/signatories']) {
        const page = await at.open(path, { forcedColors })
        const marks = new Set<string>()
        for (let i = 0; i < 25; i++) {
          await page.keyboard.press('Tab')
          if (await page.evaluate(() => document.activeElement !== document.body))
            marks.add(await mark(page))
        }
        expect(
          [...marks].every((seen) => /^(solid|auto) [1-9]|^4px$/.test(seen)),
          [...marks].join(),
        ).toBe(true)
      }
    },
  )
})

test('nothing moves, for those who asked for that and for all others', async () => {
  for (const path of ['/', '/sign', '/signatories', '/map']) {
    const page = await at.open(path, { reducedMotion: 'reduce' })
    for (const reducedMotion of ['reduce', 'no-preference'] as const) {
      await page.emulateMedia({ reducedMotion })
      const moving = await page.evaluate(
        () =>
          [...document.querySelectorAll('*')].filter((it) => {
            const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(it)
            return (
              transitionDuration !== '0s' || animationName !== 'none' || scrollBehavior === 'smooth'
            )
          }).length,
      )
      expect(moving).toBe(0)
    }
  }
})
