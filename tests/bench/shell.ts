/** The sqlite3 shell, kept open on a database: what a query takes without any of our program. */
import { spawn, spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Statement } from '../../src/server/database/index.ts'

export type Shell = {
  /** Milliseconds from asking to the last row. @throws what the shell says is wrong */
  time(statement: Statement): Promise<number>
  close(): void
}

export const hasShell = (): boolean => spawnSync('sqlite3', ['--version']).status === 0

/** Opens it to read only: it neither writes nor checkpoints. @param file path of the database */
export function openShell(file: string): Shell {
  // What it complains of comes in its place among the rows.
  const child = spawn('sh', ['-c', 'exec sqlite3 -readonly -batch "$0" 2>&1', file])
  const lines = createInterface({ input: child.stdout })
  return {
    time(statement) {
      return new Promise((resolve, reject) => {
        const started = performance.now()
        let complaint = ''
        const onLine = (line: string) => {
          if (/^(Parse |Runtime )?error/i.test(line)) complaint = line
          if (line !== END) return
          lines.off('line', onLine)
          if (complaint) reject(new Error(`sqlite3: ${complaint}`))
          else resolve(performance.now() - started)
        }
        lines.on('line', onLine)
        child.stdin.write(`${withValues(statement)};\n.print ${END}\n`)
      })
    },
    close: () => void child.stdin.end('.quit\n'),
  }
}

const END = 'end-of-rows'

/** The statement with its values written out, on one line. */
function withValues({ sql, args }: Statement): string {
  const values = [...(args as (string | number | null)[])]
  return sql
    .replace(/\?/g, () => {
      const value = values.shift() ?? null
      return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
    })
    .replace(/\s+/g, ' ')
}
