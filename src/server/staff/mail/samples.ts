/** Every message as people get it, with made-up values and marked as such, for staff to read. */
import { campaign } from '../../../../content/campaign.ts'
import type { Context } from '../../context.ts'
import { linksOf } from '../../mail/links.ts'
import type { MailMessage } from '../../mail/outbox.ts'
import { renderMail, type Rendered } from '../../mail/render.ts'
import {
  SAMPLE_TOKEN,
  SAMPLED,
  sampleKinds,
  sampleParams,
  type SampleKind,
} from '../../mail/samples.ts'
import { translator } from '../../messages/index.ts'

export type SampleAsked = {
  message: string
  kind: string
  language: string
  /** as it looks in the dark, or by day */
  screen?: string
}
export type Sample = Rendered & { message: MailMessage; kind: SampleKind; language: string }

/** @returns undefined for a message, kind or language that there is not */
export function sampleMail(
  { config }: Pick<Context, 'config'>,
  { message, kind, language, screen }: SampleAsked,
): Sample | undefined {
  const known = SAMPLED.find((one) => one === message)
  const to = known && sampleKinds(known).find((one) => one === kind)
  if (!known || !to || !(campaign.languages as readonly string[]).includes(language))
    return undefined
  const t = translator(language)
  const rendered = renderMail({
    ...{ message: known, language, siteUrl: config.siteUrl, mark: t('mailSamples.mark') },
    screen: screen === 'dark' ? 'dark' : 'light',
    params: sampleParams(known, to, (value) => t(`mailSamples.values.${value}`)),
    ...linksOf(known, config.siteUrl, SAMPLE_TOKEN),
  })
  return { ...rendered, message: known, kind: to, language }
}

/** All of them in a language. */
export const sampleMails = (context: Pick<Context, 'config'>, language: string): Sample[] =>
  SAMPLED.flatMap((message) =>
    sampleKinds(message).flatMap((kind) => sampleMail(context, { message, kind, language }) ?? []),
  )
