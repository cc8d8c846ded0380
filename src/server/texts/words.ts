/**
 * The words that a text's own headings are printed with, in the language of the text: the model
 * keeps numbers and headings, not the word "Article". Another language gets the English ones.
 */
const number = (pattern: string) => (n: string) => pattern.replace('#', n)

const words = (
  preamble: string,
  chapter: string,
  part: string,
  article: string,
  annex: string,
  contents: string,
  edition: string,
  notes: string,
) => ({
  preamble,
  /** "Chapter II", from the number as it is printed */
  chapter: number(chapter),
  part: number(part),
  article: number(article),
  annex: number(annex),
  contents,
  edition: number(edition),
  notes,
})

export type Words = ReturnType<typeof words>

const LANGUAGES: Record<string, Words> = {
  en: words(
    ...(['Preamble', 'Chapter #', 'Part #', 'Article #'] as const),
    ...(['Annex #', 'Contents', 'Edition #', 'Notes'] as const),
  ),
  fr: words(
    ...(['Préambule', 'Chapitre #', 'Partie #', 'Article #'] as const),
    ...(['Annexe #', 'Table des matières', 'Édition #', 'Notes'] as const),
  ),
  es: words(
    ...(['Preámbulo', 'Capítulo #', 'Parte #', 'Artículo #'] as const),
    ...(['Anexo #', 'Índice', 'Edición #', 'Notas'] as const),
  ),
  ar: words(
    ...(['الديباجة', 'الفصل #', 'الجزء #', 'المادة #'] as const),
    ...(['المرفق #', 'المحتويات', 'الطبعة #', 'الحواشي'] as const),
  ),
  ru: words(
    ...(['Преамбула', 'Глава #', 'Часть #', 'Статья #'] as const),
    ...(['Приложение #', 'Содержание', 'Издание #', 'Примечания'] as const),
  ),
  zh: words(
    ...(['序言', '第#章', '第#部分', '第#条'] as const),
    ...(['附件#', '目录', '第#版', '注释'] as const),
  ),
}

const EASTERN = '٠١٢٣٤٥٦٧٨٩'
const eastern = (n: string) => n.replace(/\d/g, (digit) => EASTERN[Number(digit)]!)
const arabic = LANGUAGES['ar']!
LANGUAGES['ar'] = { ...arabic, article: (n) => arabic.article(eastern(n)) }

/** @param language BCP 47 */
export const wordsOf = (language: string): Words =>
  LANGUAGES[primaryLanguage(language)] ?? LANGUAGES['en']!

/** `zh-Hans` → `zh`. */
export const primaryLanguage = (language: string): string => language.split('-')[0]!.toLowerCase()

const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur'])
export const directionOf = (language: string): 'ltr' | 'rtl' =>
  RIGHT_TO_LEFT.has(primaryLanguage(language)) ? 'rtl' : 'ltr'
