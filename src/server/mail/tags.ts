/** The tag by which the mail service knows our mails: its value is the id of the outbox row. */
export const MAIL_TAG = 'mail'
