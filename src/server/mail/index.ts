/** What pages ask of the mail. What sends it is in worker.ts, what staff see in staff/mail. */
import type { Context } from '../context.ts'
import { askNever, viewNever } from './never.ts'
import { takeWebhook } from './webhook.ts'

export function mailService(context: Context) {
  return {
    /** @param body to the byte @returns the status to answer with */
    webhook: (headers: Headers, body: string) => takeWebhook(context, headers, body),
    never: (token: string | undefined) => viewNever(context, token),
    askNever: (token: string | undefined) => askNever(context, token),
  }
}
