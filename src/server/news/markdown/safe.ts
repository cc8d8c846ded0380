/** What a mail of news may hold; everything that leaves is written from this, and nothing else fits in. */
export type Inline =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'break' }
  | { kind: 'strong' | 'emphasis'; inside: Inline[] }
  /** `href`: an address of the web or of a mailbox, in full */
  | { kind: 'link'; href: string; inside: Inline[] }

export type Block =
  | { kind: 'heading'; level: 2 | 3; inside: Inline[] }
  | { kind: 'paragraph'; inside: Inline[] }
  | { kind: 'quote'; blocks: Block[] }
  /** `first`: the number of its first item; undefined for bullets */
  | { kind: 'list'; first: number | undefined; items: Block[][] }
  | { kind: 'code'; text: string }
  | { kind: 'rule' }

/** What was typed and does not travel; staff are told. */
export const LEFT_OUT = ['html', 'image', 'link', 'deep'] as const
export type LeftOut = (typeof LEFT_OUT)[number]

export const plainOf = (inside: readonly Inline[]): string =>
  inside
    .map((one) => {
      if (one.kind === 'break') return '\n'
      return 'text' in one ? one.text : plainOf(one.inside)
    })
    .join('')
