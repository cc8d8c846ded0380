/** Markup whose inserted values are escaped, so that no caller can forget it. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Inserted = string | Markup | readonly (string | Markup)[]

/** @example html`<p>${whatSomebodyTyped}</p>` */
export function html(strings: TemplateStringsArray, ...values: Inserted[]): Markup {
  const escaped = values.map((value) => [value].flat().map(written).join(''))
  return new Markup(strings.reduce((all, string, i) => all + escaped[i - 1] + string))
}

const written = (value: string | Markup) =>
  value instanceof Markup ? value.text : escapeHtml(value)

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
export const escapeHtml = (value: string): string =>
  value.replace(/[&<>"']/g, (character) => ENTITIES[character]!)
