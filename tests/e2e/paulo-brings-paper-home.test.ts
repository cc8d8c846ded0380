/** Paulo was at a conference and has a list of signatures on paper, typed into a workbook: he brings it in. */
import type { Page } from 'playwright'
import { beforeAll, describe, expect, test } from 'vitest'
import { problems } from '../support/axe.ts'
import { workbookOf } from '../support/imports.ts'
import { signInStaff } from '../support/staff.ts'
import { withBrowser } from '../support/with-browser.ts'

const at = withBrowser()
let cookies: { name: string; value: string; url: string }[]
beforeAll(async () => {
  const paulo = await signInStaff(at.site, 'admin', 'paulo@staff.example')
  cookies = paulo
    .cookies()
    .split('; ')
    .map((cookie) => cookie.split('='))
    .map(([name, value]) => ({ name: name!, value: value!, url: at.site.url }))
})

const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`
const row = (...cells: string[]) => cells.map(text).join('')
const SHEET = workbookOf([
  row('Full name', 'Country', 'Institution', 'Sheet no'),
  `${row('ليلى حداد', 'الأردن', 'جامعة')}<c><v>4</v></c>`,
  row(
    'Paul Mwangi',
    'Kenya',
    'An institution with a name so long that no column of any table will hold it in one line',
    '4',
  ),
  row('Nobody', 'Atlantis', '', '5'),
])

async function open(javaScriptEnabled: boolean): Promise<Page> {
  const page = await at.open('/about', { javaScriptEnabled })
  await page.context().addCookies(cookies)
  await page.goto('/staff/imports')
  return page
}

/** What stands in the way on this page, and which widths it does not fit into. */
async function obstacles(page: Page, what: string): Promise<string[]> {
  const found = await problems(page, what)
  for (const direction of ['ltr', 'rtl'])
    for (const width of [360, 1280]) {
      await page.evaluate((dir) => (document.documentElement.dir = dir), direction)
      await page.setViewportSize({ width, height: 700 })
      const beyond = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      if (beyond > 0) found.push(`${what}, ${direction}, ${width}: ${beyond} beyond`)
    }
  return found
}

describe('Paulo with his workbook', () => {
  test(
    'sees each step before anything changes, and then the names in the register',
    { timeout: 120_000 },
    async () => {
      const page = await open(true)
      const found: string[] = []
      await page.getByRole('link', { name: 'Bring in a list' }).click()
      await page.getByLabel('The file').setInputFiles({
        name: 'geneva.xlsx',
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(SHEET),
      })
      await page.getByRole('button', { name: 'Upload' }).click()
      await page.getByRole('heading', { name: 'What the columns mean' }).waitFor()
      expect(await page.getByLabel('Column D').inputValue()).toBe('proof')
      found.push(...(await obstacles(page, 'columns')))

      await page.getByRole('button', { name: 'Check every row' }).click()
      await page.getByRole('link', { name: 'Enter what the list is called' }).click()
      await page.keyboard.type('Signed in Geneva')
      await page.getByLabel('Day of rows that have none').fill('2019-06-11')
      await page.getByRole('button', { name: 'Check every row' }).click()
      await page.getByText('2 rows can be brought in.').waitFor()
      await page.getByRole('cell', { name: 'Atlantis' }).waitFor()
      found.push(...(await obstacles(page, 'checked')))

      await page.getByRole('link', { name: 'On to bringing it in' }).click()
      await page.getByText('Exactly 2 rows of “Signed in Geneva”').waitFor()
      found.push(...(await obstacles(page, 'start')))
      await page.getByRole('button', { name: 'Bring it in' }).click()
      await page.getByText('Done', { exact: true }).waitFor()
      found.push(...(await obstacles(page, 'done')))
      expect(found).toEqual([])

      await page.goto('/signatories')
      await page.getByRole('rowheader', { name: /ليلى حداد.*On paper/ }).waitFor()
    },
  )

  test('takes it back, with a browser that runs no script', async () => {
    const page = await open(false)
    await page.getByRole('link', { name: 'Signed in Geneva' }).click()
    await page.getByRole('link', { name: 'Undo this import' }).click()
    await page.getByLabel('Why').fill('Typed from the wrong sheets')
    await page.getByRole('button', { name: 'Undo the import' }).click()
    // The page asks again by itself.
    await page.getByText('Undone', { exact: true }).waitFor()
    await page.getByText('Typed from the wrong sheets').waitFor()
  })
})
