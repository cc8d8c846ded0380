import { connect, type Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { ana, linksToAll, linkTo } from '../support/people.ts'
import { withRestarts } from '../support/restart.ts'
import { until } from '../support/until.ts'
import { formValues, get, post } from '../support/visitor.ts'

const at = withRestarts()

const isShut = () =>
  fetch(`${at.site.url}/healthz`).then(
    () => false,
    () => true,
  )

/** A form whose second half is still to come. */
async function halfSent(
  email: string,
): Promise<{ socket: Socket; rest: string; answer: Promise<string> }> {
  const { formKey } = formValues(await get(at.site, '/sign'))
  const body = new URLSearchParams({
    ...(ana as Record<string, string>),
    texts: 'convention',
    email,
    formKey: String(formKey),
  }).toString()
  const socket = connect(Number(new URL(at.site.url).port), '127.0.0.1')
  const answer = new Promise<string>((resolve, reject) => {
    let heard = ''
    socket
      .on('data', (chunk) => (heard += chunk))
      .on('close', () => resolve(heard))
      .on('error', reject)
  })
  const head = [
    'POST /sign HTTP/1.1',
    'Host: site',
    `Origin: ${at.site.url}`,
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${body.length}`,
    '',
    '',
  ]
  socket.write(head.join('\r\n') + body.slice(0, 40))
  await new Promise((resolve) => socket.once('connect', resolve))
  // Only once the site has answered somebody else can it have read this one's first half.
  await get(at.site, '/readyz')
  return { socket, rest: body.slice(40), answer }
}

describe('the site is asked to stop (SIGTERM)', () => {
  test('while Ana is sending her form: she is answered, her mail waits, and goes out after the start', async () => {
    at.breakMailbox()
    const { socket, rest, answer } = await halfSent('ana@example.org')
    const asked = Date.now()
    const stopped = at.site.stop()
    await until(isShut, 'no new visitors')
    socket.write(rest)
    expect(await answer).toMatch(/^HTTP\/1\.1 303 /)
    expect(await stopped).toBe(0)
    expect(Date.now() - asked).toBeLessThan(10_000)

    await at.mendMailbox()
    await at.start()
    const link = await linkTo(at.site, 'ana@example.org', 'confirm')
    expect((await post(at.site, link, {})).status).toBe(303)
  })

  test('while somebody never ends: it stops within ten seconds all the same', async () => {
    const { socket, answer } = await halfSent('never@example.org')
    const asked = Date.now()
    expect(await at.site.stop()).toBe(0)
    expect(Date.now() - asked).toBeLessThan(10_000)
    socket.destroy()
    await answer.catch(() => '')
  })

  test('while fifty people sign: whoever was answered has signed', async () => {
    const forms = await Promise.all(Array.from({ length: 50 }, () => get(at.site, '/sign')))
    const sent = forms.map((form, i) =>
      post(at.site, '/sign', {
        ...ana,
        formKey: formValues(form)['formKey'],
        email: `p${i}@example.org`,
      }).then(
        ({ status }) => ({ i, status }),
        () => ({ i, status: 0 }),
      ),
    )
    await Promise.race(sent)
    expect(await at.site.stop()).toBe(0)
    const taken = (await Promise.all(sent)).filter(({ status }) => status === 303)
    expect(taken.length).toBeGreaterThan(0)
    await at.start()
    const addresses = taken.map(({ i }) => `p${i}@example.org`)
    expect(await linksToAll(at.site, addresses, 'confirm')).toHaveLength(taken.length)
  })
})
