import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { admission, laneOf, type Lane } from '../../src/server/http/admission.ts'
import { LINKS } from '../../src/server/mail/outbox.ts'
import type { IncomingMessage } from 'node:http'

/** Not the list of signatories, which everybody reads. */
const isOwn = (path: string) => path !== 'signatories'
const turnOfTheLoop = () => new Promise((resolve) => setImmediate(resolve))
const asked = (method: string, url: string) => laneOf({ method, url } as IncomingMessage)

describe('A request goes into the lane of', () => {
  test.each<[string, string, Lane]>([
    ['POST', '/sign', 'posts'],
    ['POST', '/nowhere', 'posts'],
    ['GET', '/sign', 'forms'],
    ['GET', '/sign?text=declaration', 'forms'],
    ['HEAD', '/sign/sent', 'forms'],
    ['GET', '/confirm/abc', 'forms'],
    ['GET', '/manage', 'forms'],
    ['GET', '/signatories?q=ana', 'reading'],
    ['GET', '/signature', 'reading'],
    ['GET', '/mailbox', 'reading'],
  ])('%s %s: %s', (method, url, lane) => expect(asked(method, url)).toBe(lane))

  test.each([...Object.values(LINKS), 'never', 'unsubscribe'].filter(isOwn))(
    'GET /%s/abc, a link in a mail: forms',
    (path) => expect(asked('GET', `/${path}/abc`)).toBe('forms'),
  )
})

describe('Admission', () => {
  // Time is what the pages here take: what else the machine does must not count.
  beforeEach(() => void vi.useFakeTimers({ toFake: ['performance'] }))
  afterEach(() => void vi.useRealTimers())
  const takes = (milliseconds: number) => void vi.advanceTimersByTime(milliseconds)

  test('takes a bounded number into a lane and has room again when somebody leaves', async () => {
    const lanes = admission()
    const places = Array.from({ length: 1000 }, () => lanes.enter('reading'))
    const taken = places.filter((place) => place !== undefined)
    expect(taken.length).toBeGreaterThan(10)
    expect(taken.length).toBeLessThan(1000)
    expect(lanes.hasRoom('reading')).toBe(false)
    ;(await taken[0]!)()
    expect(lanes.hasRoom('reading')).toBe(true)
  })

  test('keeps room for signing while a flood of searches has taken all of theirs', async () => {
    const lanes = admission()
    while (lanes.enter('reading'));
    expect(lanes.enter('forms')).toBeDefined()
    await lanes.enter('posts')
  })

  test('lets the lanes take turns', async () => {
    const lanes = admission()
    const order: Lane[] = []
    const come = (lane: Lane) => void lanes.enter(lane)!.then(() => order.push(lane))
    for (let i = 0; i < 20; i++) come('reading')
    come('forms')
    come('posts')
    await expect.poll(() => order.length).toBe(22)
    expect(order.slice(0, 8)).toEqual(expect.arrayContaining(['reading', 'forms', 'posts']))
  })

  test('makes pages for a few milliseconds of a turn and lets other things in between', async () => {
    const lanes = admission()
    let made = 0
    for (let i = 0; i < 20; i++)
      void lanes.enter('reading')!.then(() => {
        takes(4)
        made++
      })
    const madeInATurn: number[] = []
    while (made < 20) {
      const before = made
      await turnOfTheLoop()
      madeInATurn.push(made - before)
    }
    expect(Math.max(...madeInATurn)).toBeLessThanOrEqual(6)
  })

  test('refuses who would wait for more than a second, before anybody has', async () => {
    const lanes = admission()
    let made = 0
    const enter = () =>
      void lanes.enter('posts')?.then(() => {
        takes(10)
        made++
      })
    for (let i = 0; i < 60; i++) enter()
    while (made < 30) await turnOfTheLoop()
    let taken = 0
    for (; lanes.hasRoom('posts'); taken++) enter()
    expect(taken).toBeGreaterThan(5)
    expect(taken).toBeLessThan(120)
    expect(lanes.hasRoom('forms')).toBe(true)
  })

  test('refuses nobody of a crowd for one slow page before them', async () => {
    const lanes = admission()
    const slow = lanes.enter('reading')!.then(() => {
      takes(150)
    })
    for (let i = 0; i < 50; i++) void lanes.enter('reading')
    await slow
    await turnOfTheLoop()
    expect(lanes.hasRoom('reading')).toBe(true)
  })

  test('refuses while the first of a lane has waited for more than a second', async () => {
    const lanes = admission()
    for (let i = 0; i < 10; i++) void lanes.enter('reading')
    takes(1100)
    expect(lanes.hasRoom('reading')).toBe(false)
    expect(lanes.hasRoom('posts')).toBe(true)
    await expect.poll(() => lanes.hasRoom('reading')).toBe(true)
  })
})
