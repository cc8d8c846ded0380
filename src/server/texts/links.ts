/** The public path of what stands at an address. */
import { splitAddress } from './addresses.ts'
import type { Named } from './stored/folder.ts'

const FOLDERS = { chapter: 'chapters', annex: 'annexes' } as const

/** `/convention`, or `/convention/1.0/en`. */
export const textPath = ({ id }: Named): string => `/${id}`
export const explicitPath = ({ id, edition, language }: Named): string =>
  `/${id}/${edition}/${language}`

/**
 * `12#p2-a` → `<base>/articles/12#p2-a`; `chapter-2#part-1` → `<base>/chapters/2#part-1`;
 * `preamble#p3` → `<base>/preamble#p3`; `annex-1` → `<base>/annexes/1`.
 * @param base textPath or explicitPath
 */
export function pathOf(address: string, base: string): string {
  const { page, anchor } = splitAddress(address)
  const [, kind, number] = /^(chapter|annex)-(.+)$/.exec(page) ?? []
  const end = kind ? `${FOLDERS[kind as keyof typeof FOLDERS]}/${number}` : page
  const path = /^\d/.test(page) ? `articles/${page}` : end
  return `${base}/${path}${anchor ? `#${anchor}` : ''}`
}
