/** What a browser may load into an answer that says so itself (CSP 3). */

/** For a mail in a frame of ours: its styles stand in place; it loads nothing, runs nothing and leads nowhere. */
export const MAIL_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"
