import type { Page } from 'playwright'
import { afterAll, describe, expect, test } from 'vitest'
import { startInternet, type Internet } from '../support/internet.ts'
import { endorsed } from '../support/organisations.ts'
import { linkTo, mailsTo } from '../support/people.ts'
import { startSite } from '../support/site.ts'
import { until } from '../support/until.ts'
import { withBrowser } from '../support/with-browser.ts'

const PROGRAM = new URL('../support/site-with-internet.ts', import.meta.url).pathname
let net: Internet
const files = new Map<string, string>()
const at = withBrowser(
  async () => {
    net = await startInternet()
    return { TEST_NAMES: net.names.address }
  },
  (env) => startSite(env, PROGRAM),
)
afterAll(() => net.close())

/** A website on loopback where Helena can put files, and her endorsement. */
async function helenasOrganisation(host: string): Promise<string> {
  const port = await net.serve((req, res) => {
    const file = files.get(`${host}${req.url}`)
    if (file === undefined) res.writeHead(404).end()
    else res.end(file)
  })
  files.set(`${host}/`, '<title>Harbour</title>')
  net.zone.set(host, { A: ['127.0.0.1'], MX: [[10, `mx.${host}`]] })
  return endorsed(at.site, { website: `http://${host}:${port}/`, email: `helena@${host}` })
}

const offerTo = (email: string): Promise<string> =>
  until(async () => {
    const [mail] = await mailsTo(at.site, email)
    return /https?:\/\/\S+(\/handover\/\S+)/.exec(mail?.text ?? '')?.[1]
  }, `an offer to ${email}`)

describe.each([true, false])('Helena, with script: %s,', (javaScriptEnabled) => {
  const host = `helena-${javaScriptEnabled}.example`
  const open = (path: string): Promise<Page> => at.open(path, { javaScriptEnabled })

  test('proves by a file that the organisation is hers', async () => {
    const manage = await helenasOrganisation(host)
    const page = await open(manage)
    await page.getByRole('link', { name: 'Prove that the organisation is yours' }).click()
    const value = await page.getByText(/^accede-proof=/).innerText()
    await page.getByRole('button', { name: 'Check now' }).click()
    await page.getByText('We are looking.').waitFor()
    await until(async () => {
      await page
        .getByRole('link', { name: 'Load the page again' })
        .or(page.getByText('Your value'))
        .first()
        .waitFor()
      await page.goto(`${manage}/proof`)
      return (await page.getByText('not found').count()) > 0
    }, 'word that it is not there')
    files.set(`${host}/.well-known/accede.txt`, `${value}\n`)
    await page.getByRole('button', { name: 'Check now' }).click()
    await until(async () => {
      await page.goto(`${manage}/proof`)
      return (await page.getByText(/Found on \d/).count()) > 0
    }, 'the proof')
  })

  test('hands it over to Ivo, who confirms', async () => {
    const page = await open(await linkTo(at.site, `helena@${host}`, 'manage'))
    await page.getByRole('link', { name: 'Hand over to another contact' }).click()
    await page.getByLabel('Full name of the new contact').fill('Ivo Marin')
    await page.getByLabel('E-mail address of the new contact').fill('ivo@elsewhere.example')
    await page.getByRole('button', { name: 'Ask the new contact' }).click()
    await page
      .locator('#error-summary')
      .getByRole('link', { name: /own domain/ })
      .click()
    await page.getByLabel('E-mail address of the new contact').fill(`ivo@${host}`)
    await page.getByRole('button', { name: 'Ask the new contact' }).click()
    await page.getByText('We have written to both of you.').waitFor()

    const ivo = await open(await offerTo(`ivo@${host}`))
    await ivo.getByRole('heading', { name: 'Be the contact for Open Harbour' }).waitFor()
    await ivo.getByLabel('I may speak').check()
    await ivo.getByLabel('I agree').check()
    await ivo.getByRole('button', { name: 'Take it over' }).click()
    await ivo.getByText('You are the contact for Open Harbour now.').waitFor()
    await ivo.goto(await linkTo(at.site, `ivo@${host}`, 'manage'))
    await ivo.getByRole('heading', { name: 'Open Harbour' }).waitFor()

    await page.goto(page.url().replace(/\/handover$/, ''))
    await page.getByText('This link does not work').waitFor()
  })

  test('sees what the campaign will look at', async () => {
    const page = await open(await linkTo(at.site, `ivo@${host}`, 'manage'))
    await page.getByRole('link', { name: 'Change what is shown' }).click()
    await page.getByLabel('Statement').fill('Ports are where the world meets.')
    await page.getByRole('button', { name: 'Propose the changes' }).click()
    await page.getByText('The campaign looks at your changes').waitFor()
    expect(await page.getByLabel('Statement').inputValue()).toBe('Ports are where the world meets.')
    await page.getByRole('button', { name: 'Take it back' }).click()
    await page.getByText('Taken back.').waitFor()
    expect(await page.getByLabel('Statement').inputValue()).toBe('')
  })
})
