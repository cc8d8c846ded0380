/** Organisations: their form, what is found out about them, and what their contacts and staff may do. */
import type { Language } from '../../../content/campaign.ts'
import type { Context } from '../context.ts'
import type { Posted } from '../endorsements/form.ts'
import type { Visitor } from '../endorsements/submission.ts'
import { findDoubles } from './doubles/find.ts'
import { merge, type Reasoned } from './doubles/merge.ts'
import { unmerge, viewMerges } from './doubles/unmerge.ts'
import { decideEdit, type EditDecision } from './edits/decide.ts'
import { proposeEdit, takeBackEdit } from './edits/propose.ts'
import { proposedLogo, waitingEdit, waitingEdits, type WaitingEdit } from './edits/waiting.ts'
import { gatherAgain, judge, type Judgement } from './evidence/by-staff.ts'
import { viewEvidence } from './evidence/view.ts'
import { acceptOffer, viewOffer } from './handover/accept.ts'
import { askHandover, takeBackHandover } from './handover/ask.ts'
import { checkAgain, giveRor } from './own/proof.ts'
import { viewOwn } from './own/view.ts'
import { submitOrganisation } from './submit.ts'
import type { By } from './by.ts'

type Link = string | undefined

export function organisationService(context: Context) {
  return {
    submit: (posted: Posted, visitor: Visitor) => submitOrganisation(context, posted, visitor),
    ...byContact(context),
    ...byStaff(context),
  }
}

/** What whoever has the link may do. */
function byContact(context: Context) {
  return {
    viewOwn: (link: Link) => viewOwn(context, link),
    proposeEdit: (link: Link, posted: Posted) => proposeEdit(context, link, posted),
    takeBackEdit: (link: Link) => takeBackEdit(context, link),
    checkAgain: (link: Link) => checkAgain(context, link),
    giveRor: (link: Link, posted: Posted) => giveRor(context, link, posted),
    askHandover: (link: Link, posted: Posted) => askHandover(context, link, posted),
    takeBackHandover: (link: Link) => takeBackHandover(context, link),
    viewOffer: (link: Link) => viewOffer(context, link),
    acceptOffer: (link: Link, posted: Posted, language: Language) =>
      acceptOffer(context, link, posted, language),
  }
}

/** What staff may see and do; pages ask first who they are. */
function byStaff(context: Context) {
  return {
    viewEvidence: (id: number) => viewEvidence(context, id),
    gatherAgain: (id: number, by: By) => gatherAgain(context, id, by),
    judge: (judgement: Judgement, by: By) => judge(context, judgement, by),
    findDoubles: (id: number) => findDoubles(context, id),
    viewMerges: (id: number) => viewMerges(context, id),
    merge: (one: number, other: number, why: Reasoned) => merge(context, one, other, why),
    unmerge: (id: number, why: Reasoned) => unmerge(context, id, why),
    waitingEdit: (id: number) => waitingEdit(context, id),
    waitingEdits: (most: number) => waitingEdits(context, most),
    proposedLogo: (editId: number) => proposedLogo(context, editId),
    decideEdit: (edit: Pick<WaitingEdit, 'id' | 'proposedAt'>, decision: EditDecision) =>
      decideEdit(context, edit, decision),
  }
}
