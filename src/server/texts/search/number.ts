/** "art 12(2)", "article 12.2", "12(2)(a)", "المادة ١٢", "第12条": a place, not a search. */
import { numberOf, westernDigits } from '../labels.ts'
import type { LoadedText } from '../loaded.ts'
import { searchName } from '../../register/search-name.ts'

const ARTICLE = /^(?:art|articles?|arts|articulos?|статья|статьи|ст|مادة|الماده|ماده|المادة|第)?$/u
const PLACE = /^(\D*?)\s*(\d{1,4}[a-z]{0,12})\s*条?(.*)$/u
const STEP = /[\p{L}\p{N}]+/gu

/** @returns the address meant, as deep as the text has it; undefined for what is no such question */
export function placeAsked(asked: string, { find }: LoadedText): string | undefined {
  const [, word = '', number = '', rest = ''] =
    PLACE.exec(westernDigits(asked).trim().toLowerCase()) ?? []
  if (!number || !ARTICLE.test(searchName(word)) || !areSteps(rest)) return undefined
  const steps = (rest.match(STEP) ?? []).map((step) => numberOf(step))
  const [paragraph, ...points] = steps
  const whole = paragraph === undefined ? number : `${number}#p${[paragraph, ...points].join('-')}`
  return deepest(whole, find)
}

/** Each step is marked off, `.2` or `(2)`: "12 2018" asks for words. */
const areSteps = (rest: string) =>
  /^(?:\s*(?:[.,]\s*[\p{L}\p{N}]+|[(（]\s*[\p{L}\p{N}]+\s*[)）]))*\s*$/u.test(rest)

/** `12#p2-x` → `12#p2` where there is no such point; undefined without the article. */
function deepest(address: string, find: LoadedText['find']): string | undefined {
  for (let at = address; at; at = at.replace(/(?:[#-])[^#-]*$|^[^#-]*$/, ''))
    if (find(at)) return at
  return undefined
}
