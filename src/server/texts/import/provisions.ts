/**
 * The paragraphs, points, sub-points and items of one section, from its blocks. A number goes on
 * with a list that is open, the deepest that it fits, or opens a list below; where it can be both,
 * as `(i)` after `(h)`, what follows decides.
 */
import { DEEPEST, type Provision, type Runs } from '../model.ts'
import { readingsOf, tokenOf, type Reading } from './label-tokens.ts'
import { warning, wordsOf, type Block, type Finding } from './source.ts'
import { cutRuns, tidyRuns } from './tidy.ts'

type Level = { reading: Reading | undefined; list: Provision[]; items: number[]; indent?: number }
type State = { paragraphs: Provision[]; open: Level[]; findings: Finding[]; title: string }

/** @param title of the section, for messages: `Article 12` */
export function readProvisions(
  blocks: Block[],
  title: string,
): { paragraphs: Provision[]; findings: Finding[] } {
  const state: State = { paragraphs: [], open: [], findings: [], title }
  blocks.forEach((block, nth) => {
    const token = tokenOf(block)
    const runs = tidyRuns(token ? cutRuns(block.runs, token.length)[1] : block.runs)
    if (token?.label && runs.length === 0 && isBarren(blocks[nth + 1]))
      state.findings.push(warning(block.where, `number ${token.label} of ${title} has no words`))
    if (token) addNumbered(state, block, token.label, runs, blocks.slice(nth + 1, nth + 12))
    else if (runs.length > 0) addPlain(state, block, runs, blocks[nth - 1])
  })
  return { paragraphs: pruned(state.paragraphs), findings: state.findings }
}

/** Nothing follows that could be a list below. */
const isBarren = (next: Block | undefined) =>
  !next || !readingsOf(tokenOf(next)?.label ?? null).some(({ ordinal }) => ordinal === 1)

/** Without numbers that have no words, such as an empty item of a list. */
function pruned(provisions: Provision[]): Provision[] {
  return provisions
    .map((one) => {
      const points = pruned(one.points)
      const isBare = one.text.length + points.length === 0
      const [text = [], ...after] = isBare ? one.after : [one.text, ...one.after]
      return { ...one, text, points, after }
    })
    .filter(({ text, points }) => text.length + points.length > 0)
}

const provisionOf = (label: string | null, text: Runs): Provision => ({
  label,
  text,
  points: [],
  after: [],
})

function addNumbered(
  state: State,
  block: Block,
  label: string | null,
  text: Runs,
  next: Block[],
): void {
  const { depth, reading } = placeOf(state, block, label, next)
  const provision = provisionOf(label, text)
  if (depth > DEEPEST) {
    state.findings.push(
      warning(block.where, `${label} of ${state.title} is deeper than four levels`),
    )
    listAt(state, DEEPEST).push(provision)
    return
  }
  checkOrder(state, depth, reading, label, block)
  listAt(state, depth).push(provision)
  open(state, depth, reading, block)
}

/** The list whose entries have this depth, from 1; made if its parent has none. */
function listAt({ paragraphs, open }: State, depth: number): Provision[] {
  if (depth === 1) return paragraphs
  const parent = open[depth - 2]!.list.at(-1)!
  return parent.points
}

function open(state: State, depth: number, reading: Reading | undefined, block: Block): void {
  const list = listAt(state, depth)
  state.open = [
    ...state.open.slice(0, depth - 1),
    { reading, list, items: block.items ?? [], indent: block.indent },
  ]
}

/** Where a number belongs: on with an open list, or one level below the last. */
function placeOf(state: State, block: Block, label: string | null, next: Block[]) {
  const readings = readingsOf(label)
  const goesOn = continued(state, readings)
  const first = readings.find(({ ordinal, kind }) => ordinal === 1 || kind === 'bullet')
  const below = first && { depth: depthBelow(state, first), reading: first }
  if (goesOn && below && goesOn.reading.kind !== below.reading.kind)
    return opensList(state, block, below.reading, goesOn.reading, next) ? below : goesOn
  if (goesOn) return goesOn
  if (below) return below
  return (
    outOfOrder(state, readings) ?? { depth: depthBelow(state, readings[0]), reading: readings[0] }
  )
}

/** The deepest open list in which this is the next number. */
function continued({ open }: State, readings: Reading[]) {
  for (let depth = open.length; depth >= 1; depth--) {
    const last = open[depth - 1]!.reading
    const reading = readings.find(
      ({ kind, ordinal }) =>
        kind === last?.kind && (kind === 'bullet' || ordinal === last.ordinal + 1),
    )
    if (reading) return { depth, reading }
  }
  return undefined
}

/** The same kind of list with another number: a gap, or a number that stands twice. */
function outOfOrder({ open }: State, readings: Reading[]) {
  for (let depth = open.length; depth >= 1; depth--) {
    const reading = readings.find(({ kind }) => kind === open[depth - 1]!.reading?.kind)
    if (reading) return { depth, reading }
  }
  return undefined
}

/** A list with numbers like 1. stands at the top; others stand below what is open, if anything is. */
function depthBelow({ open, paragraphs }: State, reading: Reading | undefined): number {
  const isTop = reading?.kind.endsWith('1') && !open.some((level) => level.reading)
  if (isTop) return 1
  if (open.length > 0) return open.length + 1
  if (reading && reading.kind !== 'bullet' && !reading.kind.endsWith('1')) {
    // A list with nothing before it belongs to a paragraph without words.
    paragraphs.push(provisionOf(null, []))
    open.push({ reading: undefined, list: paragraphs, items: [] })
    return 2
  }
  return 1
}

/** `(i)` after `(h)`: a new list if the next number says so, or it stands further in, or after a colon. */
function opensList(
  { open }: State,
  block: Block,
  below: Reading,
  goesOn: Reading,
  next: Block[],
): boolean {
  for (const label of next.map(tokenOf)) {
    if (!label) continue
    const readings = readingsOf(label.label)
    const follows = ({ kind, ordinal }: Reading) =>
      readings.some((one) => one.kind === kind && one.ordinal === ordinal + 1)
    if (follows(below) !== follows(goesOn)) return follows(below)
    break
  }
  const level = open.at(-1)
  if (block.items && level?.items) return block.items.length > level.items.length
  if (block.indent !== undefined && level?.indent !== undefined && block.indent !== level.indent)
    return block.indent > level.indent
  const last = level?.list.at(-1)?.text.at(-1)
  return last !== undefined && last.kind !== 'note' && /[:：—–-]$/.test(last.text)
}

function checkOrder(
  { open, findings, title }: State,
  depth: number,
  reading: Reading | undefined,
  label: string | null,
  { where }: Block,
): void {
  if (!reading || reading.kind === 'bullet') return
  const last = open[depth - 1]?.reading
  const before = last?.kind === reading.kind ? last.ordinal : 0
  const isBis = label !== null && /\d[a-z]/.test(label)
  if (reading.ordinal === before + 1 || (isBis && reading.ordinal === before)) return
  const problem = reading.ordinal <= before ? 'stands twice or too late' : 'follows a gap'
  findings.push(warning(where, `number ${label} of ${title} ${problem}`))
}

/** Words without a number: a paragraph, or more of what is open. */
function addPlain(state: State, block: Block, runs: Runs, before: Block | undefined): void {
  const owner = ownerOf(state, block)
  if (owner) {
    owner.after.push(runs)
    return
  }
  const paragraph = state.paragraphs.at(-1)
  if (paragraph && continues(paragraph, block, before)) {
    paragraph.after.push(runs)
    state.open = state.open.slice(0, 1)
    return
  }
  state.paragraphs.push(provisionOf(null, runs))
  open(state, 1, undefined, block)
}

/** The list item that the words stand in, by the document's own lists. */
function ownerOf({ open }: State, { items }: Block): Provision | undefined {
  if (!items || items.length === 0) return undefined
  const own = items.at(-1)
  const level = open.find((one) => one.items.at(-1) === own)
  return level?.list.at(-1)
}

function continues(paragraph: Provision, block: Block, before: Block | undefined): boolean {
  if (paragraph.label !== null) return true
  if (paragraph.points.length === 0) return false
  const words = wordsOf(block)
  if (/^\P{L}*\p{Ll}/u.test(words)) return true
  return (
    /^\P{L}*\p{Lo}/u.test(words) && before !== undefined && !/[.。؟?!]\s*$/u.test(wordsOf(before))
  )
}
