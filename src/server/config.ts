/**
 * The environment, parsed once. Every setting is described in docs/operating.md (a test compares).
 */
import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { availableParallelism } from 'node:os'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { z } from 'zod'

const SHORTEST_SECRET = 32
const PROJECT_CONTENT = fileURLToPath(new URL('../../content', import.meta.url))

const flag = <const T extends [string, ...string[]]>(...values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` })
const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${from} to ${to}`)
    .transform(Number)
    .refine((n) => n >= from && n <= to, `must be a whole number from ${from} to ${to}`)
const webAddress = z
  .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
  .transform((url) => url.replace(/\/+$/, ''))
// Pages link to one another from the root, and mails to pages.
const siteAddress = webAddress
  .transform((url) => new URL(url))
  .refine(
    ({ href, origin }) => href === `${origin}/`,
    'must be the address of the site and nothing more, such as https://example.org',
  )
  .transform(({ origin }) => origin)
const proxies = z
  .string()
  .transform((list) =>
    list
      .split(',')
      .map((address) => address.trim())
      .filter(Boolean),
  )
  .refine(
    (list) => list.every(isNetwork),
    'must be addresses or networks with commas between, such as 10.0.0.1,192.168.0.0/16',
  )

const sender = z
  .string()
  .regex(
    /^[^\r\n<>]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/,
    'must be an address, or Name <address>',
  )

function isNetwork(given: string): boolean {
  const [address = '', bits, more] = given.split('/')
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  return longest > 0 && more === undefined && (bits === undefined || isWholeNumber(bits, longest))
}

const isWholeNumber = (digits: string, most: number) =>
  /^\d+$/.test(digits) && Number(digits) <= most

const environment = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: wholeNumber(0, 65535).default(4321),
  SITE_URL: siteAddress.optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  CONTENT_DIR: z.string().min(1).optional(),
  DATABASE_URL: z
    .string()
    .regex(
      /^(file:|libsql:\/\/|https?:\/\/)/,
      'must begin with file:, libsql://, http:// or https://',
    )
    .optional(),
  DATABASE_REPLICA_URL: z
    .string()
    .regex(/^(libsql:\/\/|https?:\/\/)/, 'must begin with libsql://, http:// or https://')
    .optional(),
  DATABASE_AUTH_TOKEN: z.string().optional(),
  PEER_LISTEN: z
    .string()
    .regex(
      /^(\[[0-9a-f:]+\]|[^\s:]+):\d{1,5}$/i,
      'must be an address and a port, such as 10.0.0.5:7400',
    )
    .default('127.0.0.1:0'),
  MAIL_TRANSPORT: flag('mailbox', 'resend').optional(),
  RESEND_API_KEY: z.string().optional(),
  RESEND_BASE_URL: webAddress.optional(),
  RESEND_WEBHOOK_SECRET: z
    .string()
    .regex(
      /^(whsec_)?[A-Za-z0-9+/]{8,}={0,2}$/,
      'must be the signing secret of the webhook, whsec_ and base64',
    )
    .optional(),
  MAIL_FROM: sender.default('Accede <accede@localhost>'),
  MAIL_REPLY_TO: sender.optional(),
  SECRET_KEY: z
    .string()
    .min(SHORTEST_SECRET, `must have at least ${SHORTEST_SECRET} characters`)
    .optional(),
  WORKERS: wholeNumber(0, 256).optional(),
  TRUST_PROXY: proxies.default([]),
  SIGN_LIMITS: flag('strict', 'off').default('strict'),
  CHALLENGE: flag('auto', 'always', 'off').default('auto'),
  LOOKUPS: flag('on', 'off').default('on'),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  LOG_LEVEL: flag('debug', 'info', 'warn', 'error', 'silent').default('info'),
})

/** Names of all settings, for the documentation's test. */
export const SETTING_NAMES = Object.keys(environment.shape)

export type Config = ReturnType<typeof complete>

/** The environment holds wrong values: one line for each variable. */
export class WrongEnvironment extends Error {
  override name = 'WrongEnvironment'
}

/**
 * Reads and checks the environment; an empty value counts as not set.
 * @throws WrongEnvironment with one clear line a variable
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
    throw new WrongEnvironment([...new Set(lines)].join('\n'))
  }
  if (mailTransport(parsed.data) === 'resend' && !parsed.data.RESEND_API_KEY)
    throw new WrongEnvironment('MAIL_TRANSPORT resend needs RESEND_API_KEY')
  return complete(parsed.data)
}

const mailTransport = (env: z.infer<typeof environment>) =>
  env.MAIL_TRANSPORT ?? (env.RESEND_API_KEY ? 'resend' : 'mailbox')

function complete(env: z.infer<typeof environment>) {
  const dataDir = resolve(env.DATA_DIR)
  return {
    host: env.HOST,
    port: env.PORT,
    siteUrl: env.SITE_URL ?? `http://${reachable(env.HOST)}:${env.PORT}`,
    dataDir,
    contentDir: contentDir(env),
    databaseUrl: databaseUrl(env.DATABASE_URL, dataDir),
    databaseReplicaUrl: env.DATABASE_REPLICA_URL && asFolder(env.DATABASE_REPLICA_URL),
    databaseAuthToken: env.DATABASE_AUTH_TOKEN,
    peerListen: env.PEER_LISTEN,
    mailTransport: mailTransport(env),
    resend: {
      apiKey: env.RESEND_API_KEY,
      baseUrl: env.RESEND_BASE_URL,
      webhookSecret: env.RESEND_WEBHOOK_SECRET,
    },
    mailFrom: env.MAIL_FROM,
    mailReplyTo: env.MAIL_REPLY_TO,
    secretKey: env.SECRET_KEY ?? keptSecret(dataDir),
    workers: env.WORKERS ?? availableParallelism() - 1,
    trustProxy: env.TRUST_PROXY,
    signLimits: env.SIGN_LIMITS,
    challenge: env.CHALLENGE,
    lookups: env.LOOKUPS,
    metricsToken: env.METRICS_TOKEN,
    logLevel: env.LOG_LEVEL,
  } as const
}

/** Where texts are kept; for commands that need nothing else. */
export const contentDir = (env: { CONTENT_DIR?: string }): string =>
  env.CONTENT_DIR ? resolve(env.CONTENT_DIR) : PROJECT_CONTENT

/** Where somebody on this machine reaches a site that listens there. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/** The client appends to the path of an address only if it ends with a slash (…/dev/namespace/). */
const asFolder = (url: string) => (url.endsWith('/') ? url : `${url}/`)

function databaseUrl(given: string | undefined, dataDir: string): string {
  if (!given) return pathToFileURL(join(dataDir, 'accede.db')).href
  return given.startsWith('file:')
    ? pathToFileURL(resolve(given.slice(5).replace(/^\/\//, ''))).href
    : asFolder(given)
}

/** The key of this installation: made on the first start and kept beside the database. */
function keptSecret(dataDir: string): string {
  const path = join(dataDir, 'secret.key')
  mkdirSync(dataDir, { recursive: true })
  try {
    writeFileSync(path, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const secret = readFileSync(path, 'utf8').trim()
  if (secret.length < SHORTEST_SECRET)
    throw new WrongEnvironment(
      `SECRET_KEY cannot be read from ${path}: restore that file, or delete it for a new key`,
    )
  return secret
}
