/**
 * `npm test`: all set-up, a browser included, then every check. The last line counts them:
 * `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBrowser } from './browser.mjs'
import { build, environment, install, node, root } from './setup.mjs'

const results = join(root, 'tests', '.results')
const bin = (name) => join(root, 'node_modules', '.bin', name)

install()
build()
ensureBrowser()
mkdirSync(results, { recursive: true })

const checks = [
  ['types', node, [bin('tsc'), '--noEmit']],
  ['types of pages', node, [bin('astro'), 'check', '--minimumFailingSeverity', 'hint']],
  ['lint', node, [bin('eslint'), '.', '--max-warnings', '0']],
  ['format', node, [bin('prettier'), '--check', '--log-level', 'warn', '.']],
]
let passed = 0
let failed = 0
for (const [name, program, args] of checks) {
  const ok =
    spawnSync(program, args, { cwd: root, env: environment, stdio: 'inherit' }).status === 0
  console.log(`${ok ? '✓' : '✗'} ${name}`)
  if (ok) passed++
  else failed++
}

const report = join(results, 'vitest.json')
// A log shows what fails and nothing else, so that it is found; somebody who watches sees all.
const reporter = process.stdout.isTTY ? 'default' : 'minimal'
rmSync(report, { force: true })
const vitest = [
  bin('vitest'),
  'run',
  `--reporter=${reporter}`,
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
]
const { status } = spawnSync(node, vitest, { cwd: root, env: environment, stdio: 'inherit' })
const counted = count(report)
passed += counted.passed
// A file that cannot run, or an error outside a test, is a failure even if no test says so.
failed += status === 0 ? counted.failed : Math.max(1, counted.failed)

console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

function count(path) {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(path, 'utf8'))
    return { passed: numPassedTests, failed: numFailedTests }
  } catch {
    return { passed: 0, failed: 1 }
  }
}
