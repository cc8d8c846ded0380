/**
 * What Resend tells by webhook (https://resend.com/docs/webhooks): signed after Standard Webhooks
 * over the raw body, not older than five minutes. Each event counts once; what is not about a mail
 * of ours is taken note of by nobody and answered like the rest, so that it is not repeated.
 */
import { Webhook } from 'standardwebhooks'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { keepEvent, type Delivery } from './deliveries.ts'
import { MAIL_TAG } from './tags.ts'

const text = z.string().max(200)
const eventForm = z.object({
  type: text,
  created_at: text.optional(),
  data: z.object({
    email_id: text,
    tags: z.union([
      z.record(z.string(), z.string()),
      z.array(z.object({ name: z.string(), value: z.string() })),
    ]),
    bounce: z.object({ type: text, subType: text.optional() }).optional(),
    suppressed: z.object({ type: text }).optional(),
  }),
})
type Event = z.infer<typeof eventForm>

/** Longest id of an event that is kept. */
const LONGEST_ID = 200

/** @returns 200; 401 for a wrong signature; 400 for what is no event; 404 where no secret is set */
export async function takeWebhook(
  context: Context,
  headers: Headers,
  body: string,
): Promise<200 | 400 | 401 | 404> {
  const { webhookSecret } = context.config.resend
  if (!webhookSecret) return 404
  const id = headerOf(headers, 'id')
  if (!isSigned(webhookSecret, headers, body) || id.length > LONGEST_ID) return 401
  const json = parse(body)
  if (json === undefined) return 400
  const read = eventForm.safeParse(json)
  if (!read.success) return 200
  const mailId = tagOf(read.data)
  const told = deliveryOf(read.data)
  if (!mailId || !told) return 200
  const at = Date.parse(read.data.created_at ?? '')
  await keepEvent(context, {
    ...{ id, mailId, providerId: read.data.data.email_id, ...told },
    at: Number.isNaN(at) ? context.now() : at,
  })
  return 200
}

/** Resend names the headers after Svix, which sends them; the standard has its own names. */
const headerOf = (headers: Headers, name: 'id' | 'timestamp' | 'signature') =>
  headers.get(`svix-${name}`) ?? headers.get(`webhook-${name}`) ?? ''

function isSigned(secret: string, headers: Headers, body: string): boolean {
  try {
    new Webhook(secret).verify(
      body,
      {
        'webhook-id': headerOf(headers, 'id'),
        'webhook-timestamp': headerOf(headers, 'timestamp'),
        'webhook-signature': headerOf(headers, 'signature'),
      },
      { jsonParse: false },
    )
    return true
  } catch {
    return false
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function tagOf({ data: { tags } }: Event): string | undefined {
  return Array.isArray(tags) ? tags.find(({ name }) => name === MAIL_TAG)?.value : tags[MAIL_TAG]
}

const PLAIN: Readonly<Record<string, Delivery>> = {
  'email.delivered': 'delivered',
  'email.delivery_delayed': 'delayed',
  'email.complained': 'complained',
  'email.failed': 'failed',
}

/** What the event says of the mail; undefined for what changes nothing, such as `email.sent`. */
function deliveryOf({ type, data }: Event): { what: Delivery; detail: string } | undefined {
  // The service keeps a list of its own of addresses that bounced before: it did not even try.
  if (type === 'email.suppressed')
    return { what: 'bounced', detail: data.suppressed?.type ?? 'Suppressed' }
  if (type === 'email.bounced') {
    const { type: kind = 'Undetermined', subType = '' } = data.bounce ?? {}
    const detail = [kind, subType].filter(Boolean).join('/')
    return { what: kind === 'Permanent' ? 'bounced' : 'softBounced', detail }
  }
  const what = Object.hasOwn(PLAIN, type) ? PLAIN[type] : undefined
  return what && { what, detail: '' }
}
