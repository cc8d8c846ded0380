/**
 * Holds an export, as a ZIP or as a folder, against its manifest; whoever got it can do this without
 * the site. With the site's database, the manifest is held against the audit too.
 */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { sql, type Database } from '../database/index.ts'
import { ABOUT, MANIFEST } from './manifest.ts'
import { openZip } from './unzip.ts'

/** What is read of a manifest. */
const schema = z.object({
  about: z.literal(ABOUT),
  export: z.number(),
  asOf: z.string(),
  figures: z.object({ rows: z.number() }),
  files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string() })),
  audit: z.object({ number: z.number(), hash: z.string() }).nullable(),
})
const LONGEST_MANIFEST = 64 * 1024 * 1024

export type Verified = {
  /** in words; none when everything is as it was made */
  problems: string[]
  files: number
  manifestHash: string
  manifest: z.infer<typeof schema> | undefined
}

/** Names and contents of what is to be verified. */
export type Container = {
  names: string[]
  size(name: string): number
  open(name: string): Promise<Readable>
  close(): void
}

/** @param path of a ZIP or a folder @throws when it cannot be read, or is neither */
export async function verifyExport(path: string): Promise<Verified> {
  const container = (await stat(path)).isDirectory() ? await openFolder(path) : await openZip(path)
  try {
    return await held(container)
  } finally {
    container.close()
  }
}

async function held(container: Container): Promise<Verified> {
  const nothing = { files: 0, manifestHash: '', manifest: undefined }
  if (!container.names.includes(MANIFEST) || container.size(MANIFEST) > LONGEST_MANIFEST)
    return { ...nothing, problems: [`there is no ${MANIFEST}`] }
  const text = await buffer(await container.open(MANIFEST))
  const manifestHash = createHash('sha256').update(text).digest('hex')
  const manifest = read(text.toString())
  if (!manifest)
    return { ...nothing, manifestHash, problems: [`${MANIFEST} is not one of an export`] }
  const problems: string[] = []
  for (const file of manifest.files) problems.push(...(await wrongWith(container, file)))
  const known = new Set([MANIFEST, ...manifest.files.map(({ name }) => name)])
  for (const name of container.names)
    if (!known.has(name)) problems.push(`${name} is not in the manifest`)
  return { problems, files: manifest.files.length, manifestHash, manifest }
}

function read(text: string): Verified['manifest'] {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

async function wrongWith(
  container: Container,
  file: { name: string; bytes: number; sha256: string },
): Promise<string[]> {
  if (!container.names.includes(file.name)) return [`${file.name} is missing`]
  const sum = createHash('sha256')
  let bytes = 0
  try {
    for await (const piece of await container.open(file.name)) {
      sum.update(piece as Buffer)
      bytes += (piece as Buffer).length
      // Whatever a ZIP unpacks to, no more is read than there was.
      if (bytes > file.bytes) break
    }
  } catch {
    return [`${file.name} cannot be read`]
  }
  return bytes === file.bytes && sum.digest('hex') === file.sha256
    ? []
    : [`${file.name} is not as it was made`]
}

/** @returns what the audit does not bear out */
export async function heldAgainstAudit(
  database: Pick<Database, 'readFresh' | 'firstFresh'>,
  { manifest, manifestHash }: Verified,
): Promise<string[]> {
  if (!manifest) return []
  const entry = await database.firstFresh(
    sql`select 1 from audit where what = 'export.finish' and subject = ${`export:${manifest.export}`}
      and json_extract(after, '$.manifest') = ${manifestHash}`,
  )
  const link =
    manifest.audit === null ||
    (await database.firstFresh(
      sql`select 1 from audit_chain where number = ${manifest.audit.number} and hash = ${manifest.audit.hash}`,
    ))
  return [
    ...(entry ? [] : ['the audit of this site knows no export with this manifest']),
    ...(link ? [] : ['the audit of this site does not have the entry that the manifest names']),
  ]
}

async function openFolder(path: string): Promise<Container> {
  const entries = await readdir(path, { withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map(({ name }) => name)
  const sizes = new Map(
    await Promise.all(
      files.map(async (name) => [name, (await stat(join(path, name))).size] as const),
    ),
  )
  return {
    names: entries.map(({ name }) => name),
    size: (name) => sizes.get(name) ?? Infinity,
    open: async (name) => createReadStream(join(path, name)),
    close() {},
  }
}
