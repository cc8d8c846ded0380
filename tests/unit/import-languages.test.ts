/** Texts in the other languages of the United Nations: what opens an article, what refers to one. */
import { expect, test } from 'vitest'
import { articlesOf, doubts, reader } from '../support/import.ts'

const read = reader()

test.each([
  {
    language: 'es',
    text: 'Texto\n\nPreámbulo\n\nPalabras,\n\nCapítulo I\nUno\n\nArtículo 1\nPalabras\n\n1. Véase el artículo 2, párrafo 1.\n\nArtículo 2\nMás\n\n1. Véase el presente capítulo.\n\nEn fe de lo cual, nadie.\n\nAnexo I\nFin\n\nPalabras.',
    references: ['2#p1', 'chapter-1'],
  },
  {
    language: 'ru',
    text: 'Текст\n\nПреамбула\n\nСлова,\n\nГлава I\nОдин\n\nСтатья 1\nСлова\n\n1. См. пункт 1 статьи 2.\n\nСтатья 2\nЕще\n\n1. См. статью 1 настоящей Конвенции.\n\nВ удостоверение чего никто.\n\nПриложение I\nКонец\n\nСлова.',
    references: ['2#p1', '1'],
  },
  {
    language: 'fr',
    text: 'Texte\n\nPréambule\n\nDes mots,\n\nChapitre premier\nUn\n\nArticle premier\nMots\n\n1. Voir le paragraphe 1 de l’article 2.\n\nArticle 2\nPlus\n\n1. Voir l’article 1 de la présente Convention.\n\nEn foi de quoi, personne.\n\nAnnexe I\nFin\n\nDes mots.',
    references: ['2#p1', '1'],
  },
  {
    language: 'zh',
    text: '文本\n\n序言\n\n词语，\n\n第一章\n一\n\n第一条\n词语\n\n（一）词语。\n\n第二条\n更多\n\n词语。\n\n附件一\n结束\n\n词语。',
    references: [],
  },
])('a text in $language is read', async ({ language, text, references }) => {
  const imported = await read('txt', text, { language })
  const articles = articlesOf(imported.text)
  expect(doubts(imported)).toEqual([])
  expect(articles.map(({ number }) => number)).toEqual(['1', '2'])
  expect(articles.every(({ heading }) => heading !== '')).toBe(true)
  expect(imported.text.preamble.paragraphs).toHaveLength(1)
  expect(imported.text.chapters).toMatchObject([{ number: 1 }])
  expect(imported.text.annexes).toMatchObject([{ number: 1 }])
  const runs = articles.flatMap(({ paragraphs }) => paragraphs.flatMap((one) => one.text))
  expect(runs.flatMap((run) => (run.kind === 'reference' ? [run.to] : []))).toEqual(references)
})
