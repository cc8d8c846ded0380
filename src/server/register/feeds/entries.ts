/** What is new: organisations as they are published, and milestones as they are reached. */
import type { Context } from '../../context.ts'
import { list, type Entry } from '../list.ts'
import { milestonesReached, type Milestone } from '../milestones.ts'

export type News = { organisations: Entry[]; milestones: Milestone[] }

/** Entries of a feed. */
const MOST = 50

/** @param country ISO 3166-1 alpha-2; undefined for all */
export async function news(context: Context, country: string | undefined): Promise<News> {
  const filter = { q: '', country, kind: 'organisation' as const, text: undefined }
  const [page, milestones] = await Promise.all([
    list(context, { ...filter, cursor: undefined }, MOST),
    milestonesReached(context, country ?? ''),
  ])
  return { organisations: page.entries, milestones: milestones.slice(0, MOST) }
}
