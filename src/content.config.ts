/** The prose of content/: guides and pages, checked when the site is built. */
import { glob } from 'astro/loaders'
import { z } from 'astro/zod'
import { defineCollection } from 'astro:content'

const law = z.object({ title: z.string(), year: z.number().int(), url: z.url() })

const chapters = defineCollection({
  loader: glob({ pattern: '*.md', base: './content/convention/guide' }),
  schema: z.object({
    number: z.number().int().min(1).max(8),
    roman: z.string(),
    title: z.string(),
    /** false while the title is our description and not the official heading */
    titleIsCertain: z.boolean(),
    short: z.string().max(32),
    summary: z.string().max(160),
    whom: z.string(),
    buildsOn: z.array(z.number().int()),
    law: z.array(law),
  }),
})

const pages = defineCollection({
  loader: glob({
    pattern: ['pages/*.md', 'convention/overview.md', 'declaration/guide.md'],
    base: './content',
  }),
  schema: z.object({ title: z.string(), summary: z.string(), version: z.string().optional() }),
})

export const collections = { chapters, pages }
