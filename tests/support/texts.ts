import { fileURLToPath } from 'node:url'

/** A content root with one small text, written by hand, that has a bit of everything. */
export const SMALL_CONTENT = fileURLToPath(new URL('content', import.meta.url))
