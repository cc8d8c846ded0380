/** Runs as the model wants them: no controls, single spaces, no empty run, none twice in a row. */
import { UNFIT, type Run, type Runs } from '../model.ts'

const UNFIT_ALL = new RegExp(UNFIT.source, 'gu')
/** Soft hyphens and spaces without width are a printer's, not the text's. */
const INVISIBLE = /[\u00ad\u200b\u2060]/g

/** @param breaks kept as "\n" for what looks at lines; else they are spaces */
export function tidyRuns(runs: readonly Run[], breaks: 'kept' | 'spaces' = 'spaces'): Runs {
  const clean = runs.map((run) =>
    run.kind === 'note' ? run : { ...run, text: cleanText(run.text, breaks) },
  )
  return trimEnds(singleSpaces(joinAlike(stressTogether(clean.flatMap(spacesOutside)))))
}

export function cleanText(text: string, breaks: 'kept' | 'spaces' = 'spaces'): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) =>
      line
        .replace(/[\t\v\f]/g, ' ')
        .replace(INVISIBLE, '')
        .replace(UNFIT_ALL, ''),
    )
    .join(breaks === 'kept' ? '\n' : ' ')
}

/** Spaces at the ends of stressed words are not stressed. */
function spacesOutside(run: Run): Runs {
  if (run.kind === 'note') return [run]
  if (run.kind === 'text') return run.text ? [run] : []
  const [, before = '', text = '', after = ''] = /^(\s*)([^]*?)(\s*)$/.exec(run.text)!
  return [plainRun(before), ...(text ? [{ ...run, text }] : []), plainRun(after)].filter(
    (one) => one.kind === 'note' || one.text !== '',
  )
}

/** A space between stressed words is stressed with them. */
function stressTogether(runs: Runs): Runs {
  return runs.map((run, nth) => {
    const between = runs[nth - 1]?.kind === 'emphasis' && runs[nth + 1]?.kind === 'emphasis'
    return between && run.kind === 'text' && /^ +$/.test(run.text)
      ? { kind: 'emphasis', text: run.text }
      : run
  })
}

export const plainRun = (text: string): Run => ({ kind: 'text', text })

function joinAlike(runs: Runs): Runs {
  const joined: Runs = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (last && run.kind !== 'reference' && run.kind !== 'note' && last.kind === run.kind)
      joined[joined.length - 1] = { ...last, text: last.text + run.text }
    else joined.push(run)
  }
  return joined
}

function singleSpaces(runs: Runs): Runs {
  let before = ''
  return runs.flatMap((run): Runs => {
    if (run.kind === 'note') {
      before = ''
      return [run]
    }
    const single = run.text.replace(/ *\n */g, '\n').replace(/ {2,}/g, ' ')
    const text = /[ \n]$/.test(before) ? single.replace(/^ /, '') : single
    before = text || before
    return text ? [{ ...run, text }] : []
  })
}

function trimEnds(runs: Runs): Runs {
  const trimmed = [...runs]
  trimAt(trimmed, 0, (text) => text.trimStart())
  trimAt(trimmed, trimmed.length - 1, (text) => text.trimEnd())
  return trimmed
}

function trimAt(runs: Runs, at: number, trim: (text: string) => string): void {
  const run = runs[at]
  if (!run || run.kind === 'note') return
  const text = trim(run.text)
  if (text) runs[at] = { ...run, text }
  else runs.splice(at, 1)
}

/** Cuts runs at an offset counted over their characters; a mark of a footnote has none. */
export function cutRuns(runs: readonly Run[], offset: number): [Runs, Runs] {
  const before: Runs = []
  const after: Runs = []
  let at = 0
  for (const run of runs) {
    const length = run.kind === 'note' ? 0 : run.text.length
    if (at >= offset && (at > offset || length > 0 || after.length > 0)) after.push(run)
    else if (run.kind === 'note' || at + length <= offset) before.push(run)
    else {
      before.push({ ...run, text: run.text.slice(0, offset - at) })
      after.push({ ...run, text: run.text.slice(offset - at) })
    }
    at += length
  }
  return [before, after]
}
