/**
 * How texts refer to themselves, by language. The named groups say what is referred to:
 * `word` and `list` articles with their numbers; `of` an article named after its paragraph;
 * `own` a paragraph of the same article; `near` a neighbour; `chapter`, `part`, `annex` a numeral;
 * `here` the chapter or part that the words stand in.
 */
const BIS = '(?:\\s?(?:bis|ter|quater)\\b)?'
export const NUMBER = `\\p{Nd}{1,4}${BIS}`
const ENCLOSED = '(?:\\s?[(]\\s?(?:\\p{Nd}{1,3}|\\p{L}{1,5})\\s?[)])'
const ROMAN = '(?:[IVXLCDM]{1,7}|\\p{Nd}{1,2}|[A-Z])(?![\\p{L}\\p{N}])'
const START = '(?<![\\p{L}\\p{N}])'

type Table = {
  article: string
  articles: string
  to: string
  and: string
  /** `, paragraph 2`, and what may follow it */
  paragraph: string
  point: string
  of: string
  thisArticle: string
  preceding: string
  following: string
  chapter: string
  part: string
  annex: string
  ofThisChapter: string
  thisChapter: string
  thisPart: string
  /** after a reference: it is to another text */
  elsewhere: RegExp
}

const TABLES: Record<string, Table> = {
  en: {
    article: '[Aa]rticle|[Aa]rt\\.',
    articles: '[Aa]rticles|[Aa]rts\\.',
    to: '\\s(?:to|through)\\s|\\s?[–-]\\s?',
    and: ',\\s(?:and\\s|or\\s)?|\\s(?:and|or)\\s',
    paragraph: '[Pp]aragraph',
    point: '(?:sub-?paragraph|point)',
    of: '\\sof\\s',
    thisArticle: '\\sof\\s(?:this|the\\spresent)\\s[Aa]rticle',
    preceding: '[Tt]he\\s(?:preceding|previous)\\s[Aa]rticle',
    following: '[Tt]he\\s(?:following|next)\\s[Aa]rticle',
    chapter: '[Cc]hapter',
    part: '[Pp]art',
    annex: '[Aa]nnex|[Aa]ppendix|[Ss]chedule',
    ofThisChapter: '\\sof\\s(?:this|the\\spresent)\\s[Cc]hapter',
    thisChapter: '[Tt]h(?:is|e\\spresent)\\s[Cc]hapter',
    thisPart: '[Tt]h(?:is|e\\spresent)\\s[Pp]art',
    elsewhere:
      /^[^.;:()]{0,12}?\s(?:of|to)\s(?:the|that|its)\s(?!present)[^.;]{0,90}?\b(?:Conventions?|Treaty|Treaties|Protocol|Covenant|Charter|Statute|Declaration|Constitution|Agreement|Regulation|Directive|Code|Act)\b/,
  },
  fr: {
    article: '[Aa]rticle|[Aa]rt\\.',
    articles: '[Aa]rticles',
    to: '\\sà\\s|\\s?[–-]\\s?',
    and: ',\\s(?:et\\s|ou\\s)?|\\s(?:et|ou)\\s',
    paragraph: '[Pp]aragraphe',
    point: '(?:point|alinéa|lettre)',
    of: "\\s(?:de\\sl[’']|du\\s)",
    thisArticle: '\\s(?:du\\sprésent|de\\scet)\\s[Aa]rticle',
    preceding: '[Aa]rticle\\sprécédent',
    following: '[Aa]rticle\\ssuivant',
    chapter: '[Cc]hapitre',
    part: '[Pp]artie',
    annex: '[Aa]nnexe',
    ofThisChapter: '\\s(?:du\\sprésent|de\\sce)\\s[Cc]hapitre',
    thisChapter: '(?:présent|ce)\\s[Cc]hapitre',
    thisPart: '(?:présente|cette)\\s[Pp]artie',
    elsewhere:
      /^[^.;:()]{0,12}?\s(?:du\s|de\sla\s|de\sl[’'])(?!présente?)[^.;]{0,90}?(?:Convention|Traité|Protocole|Pacte|Charte|Statut|Déclaration|Accord|Constitution|Règlement)/,
  },
  es: {
    article: '[Aa]rtículo',
    articles: '[Aa]rtículos',
    to: '\\sa(?:l)?\\s|\\s?[–-]\\s?',
    and: ',\\s(?:y\\s|o\\s)?|\\s(?:y|o)\\s',
    paragraph: '(?:[Pp]árrafo|[Aa]partado)',
    point: '(?:apartado|inciso|letra)',
    of: '\\sdel\\s',
    thisArticle: '\\s(?:del\\spresente|de\\seste)\\s[Aa]rtículo',
    preceding: '[Aa]rtículo\\s(?:anterior|precedente)',
    following: '[Aa]rtículo\\ssiguiente',
    chapter: '[Cc]apítulo',
    part: '[Pp]arte',
    annex: '[Aa]nexo',
    ofThisChapter: '\\s(?:del\\spresente|de\\seste)\\s[Cc]apítulo',
    thisChapter: '(?:presente|este)\\s[Cc]apítulo',
    thisPart: '(?:presente|esta)\\s[Pp]arte',
    elsewhere:
      /^[^.;:()]{0,12}?\s(?:del|de\sla)\s(?!presente)[^.;]{0,90}?(?:Convención|Convenio|Tratado|Protocolo|Pacto|Carta|Estatuto|Declaración|Acuerdo|Constitución|Reglamento)/,
  },
  ru: {
    article: '[Сс]тать(?:я|и|е|ю|ей)',
    articles: '[Сс]тать(?:и|ях|ям|ями)|[Сс]татей',
    to: '\\s?[–—-]\\s?|\\sпо\\s',
    and: ',\\s(?:и\\s|или\\s)?|\\s(?:и|или)\\s',
    paragraph: '[Пп]ункт(?:а|е|у|ом)?',
    point: '(?:подпункт(?:а|е|у|ом)?)',
    of: '\\s',
    thisArticle: '\\s(?:настоящей|данной)\\sстатьи',
    preceding: '[Пп]редыдущ(?:ая|ей|ую)\\sстать(?:я|и|е|ю|ей)',
    following: '[Сс]ледующ(?:ая|ей|ую)\\sстать(?:я|и|е|ю|ей)',
    chapter: '[Гг]лав(?:а|ы|е|у|ой)',
    part: '[Чч]аст(?:ь|и|ью)',
    annex: '[Пп]риложени(?:е|я|и|ю|ем)',
    ofThisChapter: '\\sнастоящей\\s[Гг]лавы',
    thisChapter: '[Нн]астоящ(?:ая|ей|ую)\\s[Гг]лав(?:а|ы|е|у)',
    thisPart: '[Нн]астоящ(?:ая|ей|ую)\\s[Чч]аст(?:ь|и)',
    elsewhere:
      /^[^.;:()]{0,3}?\s(?!настоящ)[^.;]{0,60}?(?:Конвенции|Договора|Протокола|Пакта|Устава|Статута|Декларации|Соглашения|Конституции)/,
  },
  ar: {
    article: 'المادة',
    articles: 'المواد|المادتين|المادتان',
    to: '\\sإلى\\s|\\s?[–-]\\s?',
    and: '،?\\sو(?:المادة\\s)?|،\\s|\\sأو\\s',
    paragraph: 'الفقرة',
    point: '(?:البند|الفقرة الفرعية)',
    of: '\\sمن\\s',
    thisArticle: '\\sمن\\sهذه\\sالمادة',
    preceding: 'المادة\\sالسابقة',
    following: 'المادة\\sالتالية',
    chapter: 'الفصل',
    part: 'الجزء|الباب',
    annex: 'المرفق|الملحق',
    ofThisChapter: '\\sمن\\sهذا\\sالفصل',
    thisChapter: 'هذا\\sالفصل',
    thisPart: 'هذا\\sالجزء',
    elsewhere:
      /^[^.؛:()]{0,6}?\sمن\s(?!هذه|هذا)[^.؛]{0,60}?(?:اتفاقية|الاتفاقية|معاهدة|المعاهدة|بروتوكول|البروتوكول|ميثاق|الميثاق|العهد|النظام الأساسي|إعلان|الإعلان|دستور)/,
  },
}

export type Rule = { pattern: RegExp; elsewhere: RegExp }

/** @returns the rules of a language, those that say more first; none for a language without a table */
export function rulesFor(language: string): Rule[] {
  const table = TABLES[language.split('-')[0]!]
  return table ? sources(table).map((source) => toRule(source, table)) : []
}

const toRule = (source: string, { elsewhere }: Table): Rule => ({
  pattern: new RegExp(`${START}(?:${source})`, 'gu'),
  elsewhere,
})

function sources(table: Table): string[] {
  const { article, articles, to, and, paragraph, point, of } = table
  const fine = `(?:${ENCLOSED}|,?\\s${point}\\s(?:[(]\\s?)?\\p{L}{1,4}\\s?[)])`
  const deep = `(?:[,،]\\s${paragraph}\\s\\p{Nd}{1,3}${fine}*|${ENCLOSED}+${fine}*)?`
  const one = `${NUMBER}${deep}`
  return [
    `(?<word>(?:${articles})\\s(?:من\\s)?)(?<from>${one})(?:${to})(?<through>${NUMBER})(?!\\p{L})`,
    `(?<inner>${paragraph}\\s\\p{Nd}{1,3}${fine}*)${of}(?<named>(?:${article})\\s${NUMBER})(?!\\p{L})`,
    `(?<word>(?:${articles}|${article})\\s)(?<list>${one}(?:(?:${and})${one})*)(?!\\p{L})`,
    `(?<own>${paragraph}\\s\\p{Nd}{1,3}${fine}*)(?:${table.thisArticle})?(?!\\p{L}|\\p{N})`,
    `(?<preceding>${table.preceding})`,
    `(?<following>${table.following})`,
    `(?:${table.part})\\s(?<part>${ROMAN})${of}(?:${table.chapter})\\s(?<chapter>${ROMAN})`,
    `(?:${table.part})\\s(?<part>${ROMAN})(?:${table.ofThisChapter})`,
    `(?:${table.chapter})\\s(?<chapter>${ROMAN})`,
    `(?:${table.annex})\\s(?<annex>${ROMAN})`,
    `(?<thisChapter>${table.thisChapter})(?!\\p{L})`,
    `(?<thisPart>${table.thisPart})(?!\\p{L})`,
  ]
}
