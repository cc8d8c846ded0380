import { getCollection } from 'astro:content'

/** The eight chapter guides in order. */
export async function chapterGuides() {
  const chapters = await getCollection('chapters')
  return chapters.sort((a, b) => a.data.number - b.data.number)
}
