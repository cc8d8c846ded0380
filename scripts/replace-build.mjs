/**
 * Puts a new build in the place of the one before, in a moment, and keeps the files of that one for
 * a week: a site that still runs on it, and pages that browsers and CDNs hold, go on to find what
 * they link to. Their names hold a hash, so nothing is mistaken for something newer.
 */
import { cpSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Milliseconds for which a file of an earlier build is kept. */
const KEPT = 7 * 24 * 60 * 60 * 1000

/** @param root of the project, with the new build in `dist-next` */
export function replaceBuild(root) {
  const [current, next, last] = ['dist', 'dist-next', 'dist-last'].map((name) => join(root, name))
  keepAssets(join(current, 'client', 'assets'), join(next, 'client', 'assets'))
  rmSync(last, { recursive: true, force: true })
  if (existsSync(current)) renameSync(current, last)
  renameSync(next, current)
  rmSync(last, { recursive: true, force: true })
}

function keepAssets(from, to) {
  if (!existsSync(from)) return
  for (const name of readdirSync(from)) {
    const file = join(from, name)
    if (existsSync(join(to, name)) || Date.now() - statSync(file).mtimeMs > KEPT) continue
    cpSync(file, join(to, name), { preserveTimestamps: true })
  }
}
