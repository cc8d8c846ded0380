/** What valid HTML is here: html-validate's own rules, with the exceptions that this site needs. */
import type { ConfigData } from 'html-validate'

export const VALID: ConfigData = {
  extends: ['html-validate:recommended'],
  rules: {
    // Astro writes the declaration in capitals.
    'doctype-style': 'off',
    // Rows that are laid out as a grid are no rows for some browsers, unless they say so; nor are
    // lists whose numbers are part of the text.
    'no-redundant-role': [
      'error',
      { exclude: ['table', 'rowgroup', 'row', 'cell', 'columnheader', 'rowheader', 'list'] },
    ],
    // The boxes of one question share its name, as radio buttons do.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox'] }],
    // A mail is shown as it is, with the space that its signature's dashes end in.
    'no-trailing-whitespace': 'off',
    // What search engines cut off: the name of the site comes last, and may be.
    'long-title': 'off',
  },
}

/** A mail holds its styles in its elements: many programs drop the head. */
export const VALID_MAIL: ConfigData = {
  ...VALID,
  rules: {
    ...VALID.rules,
    'no-inline-style': 'off',
    'void-style': ['error', { style: 'selfclose' }],
  },
}
