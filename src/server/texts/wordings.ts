/**
 * The proof of what was agreed to: each sentence, consent and offer of news is a row, and an
 * endorsement points at the rows that its owner saw.
 */
import { campaign, type Language, type Text } from '../../../content/campaign.ts'
import { sql, type Database, type Statement } from '../database/index.ts'

export type Wordings = {
  sentence(text: Text, language: Language): number
  consent(language: Language): number
  updates(language: Language): number
}

type Wording = {
  kind: 'sentence' | 'consent' | 'updates'
  text: Text | ''
  version: string
  language: Language
  wording: string
}

/** Adds the wordings of content/campaign.ts that the database does not hold yet. */
export async function addWordings(database: Database, now: number): Promise<void> {
  await database.write(wordingsOf(campaign.languages).map((wording) => insertOnce(wording, now)))
}

/** Finds the ids of the wordings of content/campaign.ts; the writer has added them before. */
export async function findWordings(database: Database): Promise<Wordings> {
  const wanted = wordingsOf(campaign.languages)
  const ids = new Map<string, number>()
  for (const wording of wanted) {
    const row = await database.firstFresh(
      sql`select id from wordings where kind = ${wording.kind} and text = ${wording.text}
        and version = ${wording.version} and language = ${wording.language} and wording = ${wording.wording}`,
    )
    ids.set(`${wording.kind} ${wording.text} ${wording.language}`, Number(row?.id))
  }
  const find = (kind: string, text: string, language: string) =>
    ids.get(`${kind} ${text} ${language}`)!
  return {
    sentence: (text, language) => find('sentence', text, language),
    consent: (language) => find('consent', '', language),
    updates: (language) => find('updates', '', language),
  }
}

function wordingsOf(languages: readonly Language[]): Wording[] {
  const texts = Object.keys(campaign.texts) as Text[]
  return languages.flatMap((language) => [
    ...texts.map((text) => ({
      kind: 'sentence' as const,
      text,
      version: campaign.texts[text].edition,
      language,
      wording: campaign.texts[text].sentence[language],
    })),
    {
      kind: 'consent',
      text: '',
      language,
      version: campaign.consent.version,
      wording: campaign.consent.wording[language],
    },
    {
      kind: 'updates',
      text: '',
      language,
      version: campaign.updates.version,
      wording: campaign.updates.wording[language],
    },
  ])
}

function insertOnce({ kind, text, version, language, wording }: Wording, now: number): Statement {
  return sql`insert into wordings (kind, text, version, language, wording, created_at)
    values (${kind}, ${text}, ${version}, ${language}, ${wording}, ${now}) on conflict do nothing`
}

/** The sentences of a form, in one language: what is agreed to is what is shown. */
export function formWordings(language: Language) {
  return {
    sentences: {
      convention: campaign.texts.convention.sentence[language],
      declaration: campaign.texts.declaration.sentence[language],
    },
    consent: campaign.consent.wording[language],
    updates: campaign.updates.wording[language],
  }
}
