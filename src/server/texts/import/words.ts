/** The words that treaties are built with, in the six languages of the United Nations, as patterns. */

export type Words = {
  article: string
  chapter: string
  part: string
  annex: string
  preamble: string
  contents: string
  /** how words after the last article begin */
  closing: string
}

const en: Words = {
  article: 'article|art\\.',
  chapter: 'chapter',
  part: 'part',
  annex: 'annex|appendix|schedule',
  preamble: 'preamble',
  contents: 'contents|table of contents',
  closing: 'in witness whereof|in faith whereof|done (?:at|in|on)\\b',
}

export const WORDS: Record<string, Words> = {
  en,
  fr: {
    article: 'article|art\\.',
    chapter: 'chapitre',
    part: 'partie|titre',
    annex: 'annexe',
    preamble: 'préambule',
    contents: 'table des matières|sommaire',
    closing: 'en foi de quoi|fait (?:à|en|sur)\\b',
  },
  es: {
    article: 'artículo|art\\.',
    chapter: 'capítulo',
    part: 'parte',
    annex: 'anexo|apéndice',
    preamble: 'preámbulo',
    contents: 'índice',
    closing: 'en fe de lo cual|en testimonio de lo cual|hecho (?:en|a)\\b',
  },
  ru: {
    article: 'статья',
    chapter: 'глава',
    part: 'часть|раздел',
    annex: 'приложение',
    preamble: 'преамбула',
    contents: 'содержание|оглавление',
    closing: 'в удостоверение чего|совершено (?:в|на)',
  },
  ar: {
    article: 'المادة',
    chapter: 'الفصل',
    part: 'الجزء|الباب',
    annex: 'المرفق|الملحق',
    preamble: 'الديباجة|ديباجة',
    contents: 'المحتويات|الفهرس',
    closing: 'وإثباتا لذلك|إثباتا لذلك|وإشهادا على ما تقدم|حُرر|حُرّر|حرر',
  },
  zh: {
    article: '条',
    chapter: '章',
    part: '部分|编',
    annex: '附件',
    preamble: '序言',
    contents: '目录',
    closing: '为此，下列签署人|订于',
  },
}

/** Words of a language; of English for one that is not among the six. */
export const wordsIn = (language: string): Words => WORDS[language.split('-')[0]!] ?? en
