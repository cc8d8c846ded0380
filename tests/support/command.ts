/** Programs that run and end: the command line, and a site that cannot start. */
import { execFile } from 'node:child_process'

const program = (name: string) => new URL(`../../src/server/${name}`, import.meta.url).pathname

export type Ended = { code: number; stdout: string; stderr: string }

function run(file: string, args: string[], env: Record<string, string>): Promise<Ended> {
  const options = { env: { PATH: process.env['PATH'], ...env }, timeout: 60_000 }
  return new Promise((resolve) => {
    execFile(process.execPath, [file, ...args], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code ?? -1) : 0, stdout, stderr })
    })
  })
}

/** `npm run accede -- …` */
export const accede = (env: Record<string, string>, ...args: string[]): Promise<Ended> =>
  run(program('command-line.ts'), args, env)

/** Starts a site that is expected to give up. */
export const startInVain = (env: Record<string, string>): Promise<Ended> =>
  run(program('main.ts'), [], env)
