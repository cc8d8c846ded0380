/**
 * Pictures for sharing: one for each page that is worth it, kept on disk and drawn anew at most
 * once an hour; and cards for those who signed, which are kept nowhere. A thread of its own draws
 * one at a time, those for crawlers apart from those for people.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { HOUR, type Context } from '../context.ts'
import { countryName } from '../countries/index.ts'
import type { OwnCard } from '../endorsements/own-card.ts'
import { translator } from '../messages/index.ts'
import type { Counts } from '../register/counts.ts'
import { keptFiles } from '../texts/formats/kept.ts'
import { fileMaker } from '../texts/formats/maker.ts'
import type { Reading } from '../texts/reading/index.ts'
import { shownAt } from './addresses.ts'
import type { Card } from './card.ts'
import { shareWords } from './share-words.ts'
import { subjectOf, type Subject } from './subject.ts'
import type { Job } from './worker.ts'

export type Picture = {
  /** weak: another machine may have drawn it at another moment of the hour */
  etag: string
  /** undefined when too many are being drawn just now, or when it cannot be drawn: see the log */
  bytes(): Promise<Uint8Array | undefined>
}
export type Pictures = ReturnType<typeof pictureService>

/** Bytes on disk; the least used go first. About 50 kB each. */
const MOST_BYTES = 64 * 1024 * 1024
/** Pictures that may wait: a crawler that asks for more at once gets the general one. */
const MOST_SHARED = 20
const MOST_CARDS = 60
/** The only language of the site so far. */
const LANGUAGE = 'en'

type Site = { context: Context; reading: Reading; counts: () => Promise<Counts>; sample: boolean }

export function pictureService({ context, reading, counts, sample }: Site) {
  const thread = new URL('./worker.ts', import.meta.url)
  const shared = fileMaker<Job>(thread, MOST_SHARED)
  const cards = fileMaker<Job>(thread, MOST_CARDS)
  const kept = keptFiles(join(context.config.dataDir, 'pictures'), MOST_BYTES)
  const t = translator(LANGUAGE)

  const job = async (subject: Subject) =>
    shareWords(subject, await counts(), { t, language: LANGUAGE, sample, now: context.now() })
  // A full disk, or a database that is away: a shared link has the general picture then.
  function failed(error: unknown): undefined {
    context.log.warn({ problem: String(error) }, 'a picture could not be made')
  }
  return {
    /** @param path of the address after `/pictures/` @returns undefined when there is none */
    share(path: string): Picture | undefined {
      const page = shownAt(path)
      const subject =
        page === undefined ? undefined : subjectOf({ reading, t, language: LANGUAGE }, page)
      if (page === undefined || !subject) return undefined
      const hour = Math.floor(context.now() / HOUR)
      const name = `${page.replaceAll('/', '_')}-${hour}-${sourceOf(subject)}.png`
      return {
        etag: `W/"${name}"`,
        bytes: () =>
          kept.get(name, () => job(subject).then((made) => shared.make(made))).catch(failed),
      }
    },
    /** @returns undefined when too many are being drawn just now */
    async card({ kind, texts, name, number, country }: OwnCard, isNamed: boolean) {
      const which = texts.length > 1 ? 'both' : (texts[0] ?? 'convention')
      const drawn: Card = {
        ...{ kind: 'card', language: LANGUAGE },
        above: t(`pictures.card.${which}`),
        said: t(`pictures.card.${kind}`),
        name: isNamed ? name : undefined,
        number: t('pictures.card.number', { number }),
        country: countryName(country, LANGUAGE),
        address: new URL(context.config.siteUrl).host,
      }
      return cards.make(drawn)
    },
    stop: () => Promise.all([shared.stop(), cards.stop()]),
  }
}

/** Changes when a picture does for another reason than its figure. */
const sourceOf = (subject: Subject): string =>
  createHash('sha256')
    .update(program())
    .update(JSON.stringify(subject))
    .digest('base64url')
    .slice(0, 16)

let ofProgram: string | undefined
/** What draws: this folder, and the sentences of the site. */
function program(): string {
  if (ofProgram) return ofProgram
  const folder = new URL('./', import.meta.url)
  const sum = createHash('sha256')
  for (const name of readdirSync(folder).sort()) sum.update(readFileSync(new URL(name, folder)))
  sum.update(readFileSync(new URL('../../../content/messages/en.json', folder)))
  return (ofProgram = sum.digest('base64url'))
}
