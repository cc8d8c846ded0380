/** Feeds of the register: one of everything new, and one a country. */
import { campaign } from '../../../../content/campaign.ts'
import type { Context } from '../../context.ts'
import { countryName } from '../../countries/index.ts'
import type { Translate } from '../../messages/index.ts'
import type { Entry } from '../list.ts'
import type { Milestone } from '../milestones.ts'
import { atom, type AtomEntry } from './atom.ts'
import { news } from './entries.ts'

/** @param country ISO 3166-1 alpha-2; undefined for all @param t in the feed's language */
export async function feed(
  context: Context,
  t: Translate,
  language: string,
  country: string | undefined,
): Promise<string> {
  const { siteUrl } = context.config
  const { organisations, milestones } = await news(context, country)
  const name = country && countryName(country, language)
  const page = country ? `${siteUrl}/signatories/${country}` : `${siteUrl}/signatories`
  const tag = tagger(siteUrl)
  return atom({
    id: tag(country ? `feed/${country}` : 'feed'),
    title: name ? t('feeds.titleCountry', { country: name }) : t('feeds.title'),
    subtitle: t('feeds.subtitle'),
    author: t('site.name'),
    self: country ? `${page}/feed.xml` : `${siteUrl}/feed.xml`,
    ...{ page, language, licence: campaign.dataLicence?.url ?? null },
    began: Date.parse(campaign.opensAt),
    entries: [
      ...organisations.map((entry) => ofOrganisation(entry, t, language, siteUrl, tag)),
      ...milestones.map((one) => ofMilestone(one, t, name, page, tag)),
    ],
  })
}

type Tag = (what: string) => string

/** Ids by RFC 4151: ours for good, wherever the pages move within this site. */
function tagger(siteUrl: string): Tag {
  const authority = `${new URL(siteUrl).hostname},${campaign.opensAt.slice(0, 10)}`
  return (what) => `tag:${authority}:${what}`
}

function ofOrganisation(
  { number, name, country, organisation, texts, publishedAt }: Entry,
  t: Translate,
  language: string,
  siteUrl: string,
  tag: Tag,
): AtomEntry {
  const named = texts.map((text) => t(`texts.${text}.name`))
  const type = t(`organisationTypes.${organisation!.type}` as 'organisationTypes.ngo')
  const list = new Intl.ListFormat(language).format(named)
  return {
    id: tag(`signatory/${number}`),
    title: t('feeds.organisation', { name, texts: list }),
    link: `${siteUrl}/signatories/organisations/${number}`,
    summary: t('feeds.about', { type, country: countryName(country, language), number }),
    published: publishedAt,
  }
}

function ofMilestone(
  { country, milestone, reachedAt }: Milestone,
  t: Translate,
  name: string | undefined,
  page: string,
  tag: Tag,
): AtomEntry {
  return {
    id: tag(`milestone/${country && `${country}/`}${milestone}`),
    title: name
      ? t('feeds.milestoneCountry', { country: name, milestone })
      : t('feeds.milestone', { milestone }),
    link: page,
    summary: t('feeds.reached', { milestone }),
    published: reachedAt,
  }
}
