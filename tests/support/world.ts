/**
 * A few people and organisations who do anything in any order, and what should have come of it:
 * the picture in src/server/endorsements/states.ts, told a second time and without SQL.
 */
import type { Kind, Posted } from '../../src/server/endorsements/form.ts'
import { mixesScripts } from '../../src/server/endorsements/names.ts'
import type { Verb } from '../../src/server/endorsements/staff-decisions.ts'
import type { State } from '../../src/server/endorsements/states.ts'
import { JOBS } from '../../src/server/jobs.ts'
import { sql } from '../../src/server/database/index.ts'
import type { TestApp } from './app.ts'
import { WHO, type Step } from './world-steps.ts'
import { linkReader, organisationForm, personForm, visitor, type Link } from './app-people.ts'

export type Entry = {
  kind: Kind
  state: State
  name: string
  country: string
  visibility: string
  texts: string[]
  held: boolean
}

export function createWorld(app: TestApp) {
  const { endorsements, organisations } = app
  const newLinks = linkReader(app)
  const entries = new Map<number, Entry>()
  const links: Link[] = []
  const pick = (purpose: Link['purpose'], index: number) => {
    const some = links.filter((link) => link.purpose === purpose)
    return some[index % Math.max(1, some.length)]?.token
  }
  const managed = async (index: number) => {
    const token = pick('manage', index)
    const view = token && (await endorsements.viewManaged(token))
    return view ? { token, entry: entries.get(view.id)! } : undefined
  }
  const standing = ({ state }: Entry) => state === 'published' || state === 'review'

  const act = {
    async submit({ who: index, country, name, texts, visibility }: Step & { do: 'submit' }) {
      const { kind, email } = WHO[index]!
      const fields: Posted = { email, country, texts }
      if (kind === 'individual')
        await endorsements.submit(personForm(app, { ...fields, name, visibility }), visitor)
      else
        await organisations.submit(
          organisationForm(app, { ...fields, organisationName: name }),
          visitor,
        )
    },
    async confirm({ which: index }: Step & { do: 'confirm' }) {
      const token = pick('confirm', index)
      const view = token ? await endorsements.viewConfirmation(token) : undefined
      if (view?.state !== 'pending') return void (await endorsements.confirm(token, {}))
      await Promise.all([endorsements.confirm(token, {}), endorsements.confirm(token, {})])
      const row = await app.context.database.first(
        sql`select id from endorsements where kind = ${view.kind} and email = ${view.email}`,
      )
      const id = Number(row!['id'])
      const fresh = {
        name: view.fields['name']!,
        country: view.fields['country']!,
        visibility: view.fields['visibility']!,
      }
      entries.set(id, confirmed(entries.get(id), view.kind, fresh, view.texts))
    },
    async change({ which: index, name, texts, visibility }: Step & { do: 'change' }) {
      const held = await managed(index)
      await endorsements.change(held?.token, { name, texts, visibility }, 'en')
      if (!held || !standing(held.entry)) return
      held.entry.texts = texts
      if (held.entry.kind === 'organisation') return
      Object.assign(held.entry, { name, visibility })
      if (mixesScripts(name)) Object.assign(held.entry, { state: 'review', held: true })
    },
    async withdraw({ which: index }: { which: number }) {
      const held = await managed(index)
      await endorsements.withdraw(held?.token)
      if (held && standing(held.entry)) Object.assign(held.entry, { state: 'withdrawn', texts: [] })
    },
    async erase({ which: index }: { which: number }) {
      const held = await managed(index)
      await endorsements.erase(held?.token)
      if (held) Object.assign(held.entry, { state: 'erased', name: '' })
    },
    async decide({ which: index, verb }: Step & { do: 'decide' }) {
      const ids = [...entries.keys()]
      const id = ids[index % Math.max(1, ids.length)] ?? 0
      const entry = entries.get(id)
      const next = entry && decided(entry, verb)
      const done = await endorsements.decide(id, {
        verb,
        reason: 'because',
        by: 'staff@example.org',
      })
      if (done !== Boolean(next)) throw new Error(`${verb} of ${entry?.state}: ${done}`)
      if (next) Object.assign(entry!, { state: next, held: verb === 'hold' })
    },
    async wait({ days }: Step & { do: 'wait' }) {
      app.clock.now += days * 86_400_000
      for (const job of JOBS) await job.run(app.context, AbortSignal.timeout(10_000))
    },
    async ask({ who: index }: Step & { do: 'ask' }) {
      await endorsements.sendLink({ email: WHO[index]!.email }, visitor)
    },
  }
  return {
    entries,
    async take(step: Step) {
      await (act[step.do] as (step: Step) => Promise<void>)(step)
      links.push(...(await newLinks()))
    },
  }
}

function confirmed(
  before: Entry | undefined,
  kind: Kind,
  fresh: Pick<Entry, 'name' | 'country' | 'visibility'>,
  texts: string[],
): Entry {
  const both = [...new Set([...(before?.texts ?? []), ...texts])]
  if (before?.state === 'published' || before?.state === 'review') return { ...before, texts: both }
  // What was held or taken out does not come back by itself.
  const outstanding = before !== undefined && (before.state !== 'withdrawn' || before.held)
  const held = outstanding || kind === 'organisation' || mixesScripts(fresh.name)
  return { kind, ...fresh, texts: both, held, state: held ? 'review' : 'published' }
}

function decided({ state }: Entry, verb: Verb): State | undefined {
  const [from, to] = {
    hold: [['published'], 'review'],
    approve: [['review'], 'published'],
    decline: [['review'], 'declined'],
    remove: [['published', 'review'], 'removed'],
    restore: [['removed'], 'published'],
  }[verb] as [State[], State]
  return from.includes(state) ? to : undefined
}
