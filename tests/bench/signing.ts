/**
 * Signing and confirming, the whole way of a post: parse, check, queue, durable commit, mail
 * queued, 303. The reference writes the same rows with plain @libsql/client, in batches of 100.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@libsql/client'
import { startSite, type Site } from '../support/site.ts'
import { until } from '../support/until.ts'
import { expectOnly, load } from './load/index.ts'
import { median } from './measure.ts'
import { plainConfirms, plainSubmits } from './plain-writes.ts'
import type { Scenario } from './scenario.ts'
import { linksIn, mailService, signForms } from './sign-forms.ts'

const ROUNDS = 3
/** Enough that programs have been compiled and files are as large as they get on such a night. */
const POSTS = 30_000
/** Plain rows take as long for each, however many. */
const PLAIN = 6_000
const LOADS = 2
const CONNECTIONS = 200
const AIMS = { submit: { ratio: 0.5, rate: 4000 }, confirm: { ratio: 0.5, rate: 3000 } }

type Round = {
  submit: number
  confirm: number
  plainSubmit: number
  plainConfirm: number
  refused: number
}

export const signing: Scenario = async ({ short }) => {
  const posts = short ? 1000 : POSTS
  const rounds: Round[] = []
  for (let i = 0; i < ROUNDS; i++) rounds.push(await round(posts))
  const of = (name: keyof Round) => median(rounds.map((one) => one[name]))
  const rows = (['submit', 'confirm'] as const).map((name) => {
    const [ours, plain] = [of(name), of(name === 'submit' ? 'plainSubmit' : 'plainConfirm')]
    return { name, ours, plain, ratio: ours / plain, aim: AIMS[name] }
  })
  return {
    title: 'Signing and confirming',
    method: `${posts.toLocaleString('en')} posts over ${CONNECTIONS} connections from ${LOADS} processes of load, on ${availableParallelism()} cores with the default processes of the site, mail leaving for a service that takes 500 mails a second; then the same rows by plain \`@libsql/client\` in batches of 100, \`synchronous=FULL\`, one process, without HTTP. Medians of ${ROUNDS} interleaved rounds.`,
    columns: ['What', 'site, a second', 'plain rows, a second', 'ratio', 'aim'],
    table: rows.map(({ name, ours, plain, ratio, aim }) => [
      name === 'submit' ? 'Submit' : 'Confirm',
      ...[ours, plain].map((rate) => Math.round(rate).toLocaleString('en')),
      ratio.toFixed(2),
      `${aim.ratio}, ${aim.rate.toLocaleString('en')}`,
    ]),
    remarks: [],
    details: [],
    problems: [
      ...(of('refused') > 0 ? [`${of('refused')} of ${2 * posts} posts were refused (503)`] : []),
      ...rows.flatMap(({ name, ours, ratio, aim }) => [
        ...(ratio < aim.ratio
          ? [`${name}: ${ratio.toFixed(2)} of plain rows, not ${aim.ratio}`]
          : []),
        ...(ours < aim.rate ? [`${name}: ${Math.round(ours)} a second, not ${aim.rate}`] : []),
      ]),
    ],
  }
}

async function round(posts: number): Promise<Round> {
  const dataDir = mkdtempSync(join(tmpdir(), 'accede-bench-'))
  const service = await mailService()
  const site = await startSite({
    ...{ DATA_DIR: dataDir, LOG_LEVEL: 'silent', WORKERS: '' },
    ...service.env,
  })
  try {
    const forms = await signForms(site, posts)
    const submit = await posted(
      site,
      forms.map((body) => ({ path: '/sign', body })),
    )
    const links = await linksIn(site, service, submit.taken)
    const confirm = await posted(
      site,
      links.map((path) => ({ path, body: '' })),
    )
    await until(async () => (await stored(site)) === confirm.taken, 'all to be counted', 60_000)
    await site.stop()
    return {
      submit: submit.rate,
      confirm: confirm.rate,
      refused: posts - submit.taken + (submit.taken - confirm.taken),
      plainSubmit: await plainSubmits(Math.min(posts, PLAIN)),
      plainConfirm: await plainConfirms(Math.min(posts, PLAIN)),
    }
  } finally {
    await site.remove()
    await service.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** Posts that were taken, and how many a second, over all processes of load together. */
async function posted(
  site: Site,
  requests: { path: string; body: string }[],
): Promise<{ taken: number; rate: number }> {
  const measured = await load(
    {
      url: site.url,
      sources: [{ name: 'posts', share: 1, requests, once: true }],
      connections: CONNECTIONS,
    },
    LOADS,
  )
  // A machine that is too busy refuses some, which is told; anything else is a fault.
  expectOnly(measured, 303, 503)
  const taken = measured.of['posts']!.statuses[303] ?? 0
  return { taken, rate: taken / measured.seconds }
}

async function stored(site: Site): Promise<number> {
  const client = createClient({ url: `file:${join(site.dataDir, 'accede.db')}`, timeout: 5000 })
  const { rows } = await client.execute(
    "select coalesce(sum(count), 0) from tally where text = 'any'",
  )
  client.close()
  return Number(rows[0]?.[0])
}
