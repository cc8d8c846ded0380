/** XML 1.0, put together: what goes in as text comes out as text, whatever it holds. */

/** Well-formed already. */
export type Xml = string
type Attributes = Record<string, string | undefined>

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}
/** Characters of a text, or of an attribute. The model holds no control characters (model.ts, UNFIT). */
export const escapeXml = (text: string): Xml => text.replace(/[&<>"]/g, (one) => ENTITIES[one]!)

const open = (name: string, attributes: Attributes) =>
  Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .reduce((tag, [key, value]) => `${tag} ${key}="${escapeXml(value!)}"`, name)

/** On one line, with nothing between its parts that is not in them. */
export function inline(name: string, attributes: Attributes, ...content: Xml[]): Xml {
  const inside = content.join('')
  return inside ? `<${open(name, attributes)}>${inside}</${name}>` : `<${open(name, attributes)}/>`
}

/** Over several lines, its parts indented; what is empty is left out. */
export function block(name: string, attributes: Attributes, ...content: (Xml | Xml[])[]): Xml {
  const inside = content.flat().filter(Boolean).join('\n')
  if (!inside) return inline(name, attributes)
  return `<${open(name, attributes)}>\n${inside.replace(/^/gm, '  ')}\n</${name}>`
}

/** A comment: two dashes side by side would end it. */
export const comment = (text: string): Xml => `<!-- ${text.replace(/-(?=-)|-$/g, '- ')} -->`

export const XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
