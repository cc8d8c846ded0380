/** `npm run dev`, `demo`, `bench`, `accede`: sets up, then runs a script of ours with our Node. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build, environment, install, node, root } from './setup.mjs'

const [script = '', ...args] = process.argv.slice(2)
install()
if (script !== 'scripts/dev.ts') build()
const child = spawn(node, [join(root, script), ...args], {
  cwd: root,
  env: environment,
  stdio: 'inherit',
})
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => child.kill(signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
