/**
 * The sentences that people read, from content/messages, one file a language, in ICU
 * MessageFormat. Missing in a language: the English one.
 */
import { IntlMessageFormat } from 'intl-messageformat'
import english from '../../../content/messages/en.json' with { type: 'json' }

type Leaves<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${Prefix}${K}` : Leaves<T[K], `${Prefix}${K}.`>
}[keyof T & string]

/** A message's place in the file, e.g. `sign.title`. */
export type MessageKey = Leaves<typeof english>
export type MessageValues = Record<string, string | number | Date>
/** The message for a key, with its values set in. */
export type Translate = (key: MessageKey, values?: MessageValues) => string

const files: Record<string, unknown> = { en: english }
const translators = new Map<string, Translate>()

/** The translator of a language; the same one every time. */
export function translator(language: string): Translate {
  let translate = translators.get(language)
  if (!translate) translators.set(language, (translate = createTranslator(language)))
  return translate
}

/** True if the messages hold this key: for keys that are put together from data. */
export function isMessageKey(key: string): key is MessageKey {
  return lookUp(english, key) !== undefined
}

function createTranslator(language: string): Translate {
  const formats = new Map<string, IntlMessageFormat | string>()
  return (key, values) => {
    let format = formats.get(key)
    if (format === undefined) formats.set(key, (format = compile(key, language)))
    return typeof format === 'string' ? format : String(format.format(values))
  }
}

/** A message without arguments is kept as it is: most are, and they cost nothing then. */
function compile(key: string, language: string): IntlMessageFormat | string {
  const message = lookUp(files[language], key) ?? lookUp(english, key)
  if (message === undefined) throw new Error(`No message ${key}`)
  if (!/[{']/.test(message)) return message
  return new IntlMessageFormat(message, language, undefined, { ignoreTag: true })
}

function lookUp(file: unknown, key: string): string | undefined {
  let at: unknown = file
  for (const part of key.split('.')) at = (at as Record<string, unknown> | undefined)?.[part]
  return typeof at === 'string' ? at : undefined
}
