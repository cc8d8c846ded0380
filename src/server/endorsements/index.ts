/** The life of an endorsement, one verb a file; states.ts has the picture. */
import type { Language } from '../../../content/campaign.ts'
import type { Context } from '../context.ts'
import { acceptMove, viewMoveOffer } from './address/accept.ts'
import { askMove, takeBackMove } from './address/ask.ts'
import { viewMove } from './address/view.ts'
import { change } from './change.ts'
import { confirm } from './confirm.ts'
import { viewConfirmation } from './confirmation.ts'
import { disown, viewDisowned } from './disown.ts'
import { download } from './download.ts'
import { erase } from './erase.ts'
import type { Posted } from './form.ts'
import { newFormKey } from './form-key.ts'
import { viewManaged } from './manage.ts'
import { ownCard } from './own-card.ts'
import { sendLink } from './send-link.ts'
import { decide, type Decision } from './staff-decisions.ts'
import { submit } from './submit.ts'
import type { Visitor } from './submission.ts'
import { withdraw } from './withdraw.ts'

export type Endorsements = ReturnType<typeof endorsementService>

export function endorsementService(context: Context) {
  return {
    newFormKey: () => newFormKey(context.config.secretKey, context.now()),
    submit: (posted: Posted, visitor: Visitor) => submit(context, posted, visitor),
    viewConfirmation: (token: string | undefined) => viewConfirmation(context, token),
    confirm: (token: string | undefined, posted: Posted) => confirm(context, token, posted),
    viewManaged: (token: string | undefined) => viewManaged(context, token),
    ownCard: (token: string | undefined, by: 'confirm' | 'manage') => ownCard(context, token, by),
    change: (token: string | undefined, posted: Posted, language: Language) =>
      change(context, token, posted, language),
    withdraw: (token: string | undefined) => withdraw(context, token),
    erase: (token: string | undefined) => erase(context, token),
    download: (token: string | undefined) => download(context, token),
    viewDisowned: (token: string | undefined) => viewDisowned(context, token),
    disown: (token: string | undefined) => disown(context, token),
    viewMove: (token: string | undefined) => viewMove(context, token),
    askMove: (token: string | undefined, posted: Posted) => askMove(context, token, posted),
    takeBackMove: (token: string | undefined) => takeBackMove(context, token),
    viewMoveOffer: (token: string | undefined) => viewMoveOffer(context, token),
    acceptMove: (token: string | undefined) => acceptMove(context, token),
    sendLink: (posted: Posted, visitor: Visitor) => sendLink(context, posted, visitor),
    decide: (id: number, decision: Decision) => decide(context, id, decision),
  }
}
