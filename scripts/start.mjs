/** `npm start`: installs what is missing, builds if something changed, migrates, serves. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build, environment, install, node, root } from './setup.mjs'

install()
build()
const child = spawn(node, [join(root, 'src', 'server', 'main.ts')], {
  cwd: root,
  env: environment,
  stdio: 'inherit',
})
// A signal to npm reaches this process first; the site drains and its exit code is ours.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'])
  process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal))
child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
