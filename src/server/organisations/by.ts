/** The member of staff who does it, and from where: for the audit. */
export type By = { staffId: number; network: string }
