/** A Chromium for the browser tests: one that is there, else the system's package, else playwright's own. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { environment, node, root } from './setup.mjs'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Path of a browser on this machine, or undefined. */
export function findBrowser() {
  const given = process.env.CHROMIUM_PATH
  if (given) return given
  const folders = (process.env.PATH ?? '').split(process.platform === 'win32' ? ';' : ':')
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) =>
    existsSync(path),
  )
  return found ?? playwrightBrowser()
}

/** Installs a browser if there is none; the tests say so if that fails. */
export function ensureBrowser() {
  if (findBrowser()) return
  console.log('Installing a browser for the tests (once) …')
  for (const [program, ...args] of ways()) {
    spawnSync(program, args, {
      cwd: root,
      env: { ...environment, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: 'inherit',
    })
    if (findBrowser()) return
  }
  console.error('No Chromium could be installed; install one, or set CHROMIUM_PATH.')
}

function ways() {
  const apt = existsSync('/usr/bin/apt-get')
  const root = process.getuid?.() === 0 ? [] : ['sudo', '-n']
  const debian = apt
    ? [
        [...root, 'apt-get', 'update', '-qq'],
        [...root, 'apt-get', 'install', '-y', '-qq', 'chromium'],
      ]
    : []
  return [...debian, [node, join('node_modules', 'playwright', 'cli.js'), 'install', 'chromium']]
}

function playwrightBrowser() {
  const script = "import { chromium } from 'playwright'; console.log(chromium.executablePath())"
  const { stdout } = spawnSync(node, ['--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  })
  const path = stdout?.trim()
  return path && existsSync(path) ? path : undefined
}
