/** The open data described: OpenAPI 3.1 (https://spec.openapis.org/oas/v3.1.1). */
import { z } from 'zod'
import { campaign } from '../../../../content/campaign.ts'
import type { Translate } from '../../messages/index.ts'
import * as schemas from './schemas.ts'

const SCHEMAS = {
  Counts: schemas.counts,
  Signatories: schemas.signatories,
  History: schemas.history,
  Standing: schemas.standing,
  Problem: schemas.problem,
}
type SchemaName = keyof typeof SCHEMAS

/** @param t in English: programs read it */
export function openApi(siteUrl: string, t: Translate) {
  return {
    openapi: '3.1.0',
    info: {
      title: t('openData.api.title'),
      version: '1',
      description: t('openData.api.description'),
      ...(campaign.dataLicence && { license: campaign.dataLicence }),
    },
    servers: [{ url: siteUrl }],
    paths: {
      '/api/v1/counts.json': get(t('openData.api.counts'), json('Counts')),
      '/api/v1/signatories.json': get(t('openData.api.signatories'), json('Signatories'), [
        parameter('cursor', t('openData.api.cursor'), { type: 'integer', minimum: 0 }),
      ]),
      '/api/v1/signatories.csv': get(t('openData.api.csv'), {
        'text/csv': { schema: { type: 'string' } },
      }),
      '/api/v1/history.json': get(t('openData.api.history'), json('History'), [
        parameter('by', t('openData.api.by'), { enum: ['day', 'hour'], default: 'day' }),
        parameter('country', t('openData.api.country'), { type: 'string', pattern: '^[A-Z]{2}$' }),
        parameter('from', t('openData.api.from'), { type: 'string', format: 'date' }),
      ]),
      '/api/v1/live': get(t('openData.api.live'), {
        'text/event-stream': { schema: { type: 'string' } },
      }),
    },
    components: {
      schemas: Object.fromEntries(
        Object.entries(SCHEMAS).map(([name, schema]) => [name, plain(schema)]),
      ),
    },
  }

  function get(summary: string, content: object, parameters: object[] = []) {
    return {
      get: {
        summary,
        ...(parameters.length > 0 && { parameters }),
        responses: {
          200: { description: t('openData.api.ok'), content },
          304: { description: t('openData.api.unchanged') },
          ...(parameters.length > 0 && {
            400: {
              description: t('openData.api.wrong'),
              content: { 'application/problem+json': { schema: reference('Problem') } },
            },
          }),
          503: { description: t('openData.api.busy') },
        },
      },
    }
  }
}

const reference = (name: SchemaName) => ({ $ref: `#/components/schemas/${name}` })
const json = (name: SchemaName) => ({ 'application/json': { schema: reference(name) } })
const parameter = (name: string, description: string, schema: object) => ({
  ...{ name, in: 'query', required: false, description, schema },
})

/** JSON Schema 2020-12, which OpenAPI 3.1 speaks. */
function plain(schema: z.ZodType): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'output' })
  return rest
}
