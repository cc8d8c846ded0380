/** What the processes of a site take: memory and CPU, read from /proc; nothing where there is none. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'

export type Taken = {
  pid: number
  /** writer, reader, supervisor or all */
  role: string
  /** resident memory, in MB */
  memory: number
  /** seconds of CPU so far */
  cpu: number
}

/** Clock ticks a second, as Linux counts them for every program (sysconf _SC_CLK_TCK). */
const TICKS = 100

export const canLook = existsSync('/proc/self/stat')

/** A process and all that it has started. */
export function processesOf(root: number): Taken[] {
  if (!canLook) return []
  const parents = new Map(
    readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), Number(stat(Number(name))?.[1])] as const),
  )
  const family = [root]
  for (const pid of family)
    for (const [child, parent] of parents) if (parent === pid) family.push(child)
  return family.map(taken).filter((one) => one !== undefined)
}

export const cpuOf = (root: number): number =>
  processesOf(root).reduce((sum, { cpu }) => sum + cpu, 0)

function taken(pid: number): Taken | undefined {
  const fields = stat(pid)
  if (!fields) return undefined
  const memory = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return {
    pid,
    role: roleOf(readFileSync(`/proc/${pid}/cmdline`, 'utf8')),
    memory: Number(memory ?? 0) / 1024,
    cpu: (Number(fields[11]) + Number(fields[12])) / TICKS,
  }
}

/** proc_pid_stat(5), from its third field on: what stands before holds the name of the program. */
function stat(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')
  } catch {
    return undefined
  }
}

function roleOf(command: string): string {
  return /--role=(\w+)/.exec(command)?.[1] ?? 'main'
}
