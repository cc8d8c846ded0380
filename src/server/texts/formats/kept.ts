/**
 * Files made once and kept in a folder of DATA_DIR, by a name that says what they were made from.
 * Several processes share the folder: whoever makes a file marks it, and the others wait for it.
 */
import {
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Bytes; the least used go first. */
const MOST_BYTES = 256 * 1024 * 1024
/** Milliseconds after which a mark was left by a process that is gone. */
const STALE = 150_000
const ASK_AGAIN = 100

export type Make = () => Promise<Uint8Array | undefined> | undefined
export type Kept = ReturnType<typeof keptFiles>

/** @param folder made when it is first needed @param limit bytes */
export function keptFiles(folder: string, limit = MOST_BYTES) {
  const making = new Map<string, Promise<Uint8Array | undefined>>()

  async function read(name: string): Promise<Uint8Array | undefined> {
    const path = join(folder, name)
    const bytes = await readFile(path).catch(() => undefined)
    if (bytes) await utimes(path, new Date(), new Date()).catch(() => {})
    return bytes
  }
  async function waitForAnother(name: string, mark: string): Promise<Uint8Array | undefined> {
    for (;;) {
      const since = await stat(mark).then(
        (one) => one.mtimeMs,
        () => undefined,
      )
      if (since === undefined) return read(name)
      if (Date.now() - since > STALE) await rm(mark, { force: true })
      await sleep(ASK_AGAIN)
    }
  }
  async function makeMarked(name: string, mark: string, make: Make) {
    try {
      const bytes = (await read(name)) ?? (await make())
      if (bytes) await keep(name, bytes)
      return bytes
    } finally {
      await rm(mark, { force: true })
    }
  }
  async function keep(name: string, bytes: Uint8Array): Promise<void> {
    const written = join(folder, `${name}.${process.pid}.new`)
    await writeFile(written, bytes)
    await rename(written, join(folder, name))
    await tidy(name)
  }
  /** Deletes what was not asked for the longest, until the rest fits. */
  async function tidy(newest: string): Promise<void> {
    const names = (await readdir(folder)).filter((name) => !/\.(new|making)$/.test(name))
    const files = await Promise.all(
      names.map(async (name) => ({ name, ...(await sizeOf(join(folder, name))) })),
    )
    let held = files.reduce((sum, { size }) => sum + size, 0)
    for (const { name, size } of files.toSorted((a, b) => a.used - b.used)) {
      if (held <= limit) return
      if (name === newest) continue
      await rm(join(folder, name), { force: true })
      held -= size
    }
  }
  async function makeOrWait(name: string, make: Make): Promise<Uint8Array | undefined> {
    await mkdir(folder, { recursive: true })
    const mark = join(folder, `${name}.making`)
    const isOurs = await open(mark, 'wx').then(
      (file) => file.close().then(() => true),
      () => false,
    )
    if (isOurs) return makeMarked(name, mark, make)
    return (await waitForAnother(name, mark)) ?? makeOrWait(name, make)
  }

  return {
    /** The file of this name, made now unless it is kept. @returns undefined when `make` does not */
    async get(name: string, make: Make): Promise<Uint8Array | undefined> {
      const held = await read(name)
      if (held) return held
      const underWay = making.get(name)
      if (underWay) return underWay
      const made = makeOrWait(name, make).finally(() => making.delete(name))
      making.set(name, made)
      return made
    },
  }
}

const sizeOf = (path: string) =>
  stat(path).then(
    ({ size, mtimeMs }) => ({ size, used: mtimeMs }),
    () => ({ size: 0, used: 0 }),
  )
