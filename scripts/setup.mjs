/**
 * Brings a clone to where it can run: packages, our own newer Node, a fresh build. Plain
 * JavaScript for Node 18, because this runs before anything of ours is installed.
 */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { replaceBuild } from './replace-build.mjs'

export const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const installed = join(root, 'node_modules', '.accede-installed')
const built = join(root, 'dist', '.accede-built')
const windows = process.platform === 'win32'

/** The Node that the package `node` brings. */
export const node = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node')

/** Environment in which `node` and the tools of node_modules come first. */
export const environment = {
  ...process.env,
  ASTRO_TELEMETRY_DISABLED: '1',
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'),
  PATH: [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(
    windows ? ';' : ':',
  ),
}

/** Runs a program to its end, its output shown unless `quiet`. Stops this process when it fails. */
export function run(program, args, { quiet = false, env = environment, cwd = root } = {}) {
  const { status, error, stdout, stderr } = spawnSync(program, args, {
    cwd,
    env,
    stdio: quiet ? 'pipe' : 'inherit',
    shell: windows,
    encoding: 'utf8',
  })
  if (status === 0) return
  if (quiet) process.stderr.write(`${stdout ?? ''}${stderr ?? ''}`)
  console.error(`${[program, ...args].join(' ')} failed${error ? `: ${error.message}` : ''}`)
  process.exit(1)
}

/** Installs what the lock file names, if that has not been done for this lock file. */
export function install() {
  const wanted = hash([join(root, 'package-lock.json')])
  if (existsSync(node) && read(installed) === wanted) return
  console.log('Installing packages (once; a minute or two) …')
  // No install scripts: all that ours would do is below, and one of them removes its own package.
  run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    env: process.env,
  })
  // Fetches the runtime for this platform, from npm too. It may have been our own that ran this,
  // and npm has just taken that away.
  const other = existsSync(process.execPath) ? process.execPath : 'node'
  const cwd = join(root, 'node_modules', 'node')
  run(other, ['installArchSpecificPackage.js'], { env: process.env, cwd, quiet: true })
  writeFileSync(installed, wanted)
}

/** Builds the pages, if anything that they are made of has changed. */
export function build() {
  const sources = ['src', 'content', 'public', 'astro.config.mjs', 'package-lock.json'].flatMap(
    (name) => files(join(root, name)),
  )
  const wanted = hash(sources)
  if (read(built) === wanted) return
  console.log('Building …')
  const astro = join(root, 'node_modules', 'astro', 'bin', 'astro.mjs')
  run(node, [astro, 'build', '--outDir', 'dist-next'], { quiet: true })
  run(node, [join(root, 'scripts', 'compress.ts'), join(root, 'dist-next', 'client')], {
    quiet: true,
  })
  writeFileSync(join(root, 'dist-next', '.accede-built'), wanted)
  replaceBuild(root)
}

function files(path) {
  if (!existsSync(path)) return []
  let entries
  try {
    entries = readdirSync(path, { withFileTypes: true })
  } catch {
    return [path]
  }
  return entries.flatMap((entry) => files(join(path, entry.name))).sort()
}

function hash(paths) {
  const sum = createHash('sha256')
  for (const path of paths)
    sum.update(path.slice(root.length)).update('\0').update(readFileSync(path)).update('\0')
  return sum.digest('hex')
}

const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)
