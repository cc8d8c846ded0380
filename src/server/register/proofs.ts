/** Kinds of evidence that the public is told of, the strongest first; others are for staff. */
export const PROOFS = ['dns', 'file', 'address'] as const
export type Proof = (typeof PROOFS)[number]
