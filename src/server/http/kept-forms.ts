/**
 * The empty forms for signing. They are the same for everybody but for their key, so each is rendered
 * once, until a setting changes, and every visitor gets it with a key of their own set in.
 */
import type { IncomingMessage } from 'node:http'
import type { App } from '../app.ts'
import type { Locals, PageHandler } from './front.ts'
import { renderForEverybody, type Rendered } from './render.ts'

const FORMS = new Set(['/sign', '/sign/organisation'])
/** Stands where the key goes. */
const MARK = 'the key of this form'

type Kept = { generation: number; rendered: Promise<Rendered> }

/** @returns a visitor's form; undefined where a page has to be rendered: for what else is asked, or when no form is taken */
export type KeptForms = (req: IncomingMessage, locals: Locals) => Promise<Rendered | undefined>

export function keptForms(app: App, pages: PageHandler): KeptForms {
  const kept = new Map<string, Kept>()

  /** The form with the mark in it, made again after a change of the settings, and after a failure. */
  function template(path: string): Promise<Rendered> {
    const generation = app.context.settings.generation()
    const known = kept.get(path)
    if (known?.generation === generation) return known.rendered
    const rendered = renderForEverybody(app, pages, path, { formKey: MARK })
    kept.set(path, { generation, rendered })
    const forget = () => kept.get(path)?.rendered === rendered && kept.delete(path)
    rendered.then(({ status }) => status === 200 || forget(), forget)
    return rendered
  }

  return async ({ method, url = '' }, { refusal }) => {
    const path = url.split('?')[0]!
    if (!FORMS.has(path) || (method !== 'GET' && method !== 'HEAD') || refusal) return undefined
    // By the clock too: a campaign ends without any setting being changed.
    if (app.formState().outcome !== 'open') return undefined
    const form = await template(path)
    if (form.status !== 200) return undefined
    return { ...form, body: withKey(form.body, app.endorsements.newFormKey()) }
  }
}

function withKey(body: Buffer, key: string): Buffer {
  const at = body.indexOf(MARK)
  if (at === -1) return body
  return Buffer.concat([body.subarray(0, at), Buffer.from(key), body.subarray(at + MARK.length)])
}
