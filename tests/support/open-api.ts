/** Holds answers against the description that the site gives of them. */
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { Site } from './site.ts'
import { get } from './visitor.ts'

type Described = { components: { schemas: Record<string, object> }; paths: Record<string, object> }

export async function description(site: Pick<Site, 'url'>) {
  const { body } = await get(site, '/api/v1/openapi.json')
  const described = JSON.parse(body) as Described
  // Nothing besides what is described may be in an answer: a name too many would be one leaked.
  const ajv = new Ajv2020({ strict: true, allErrors: true })
  formats.default(ajv)
  return {
    ...described,
    /** What is wrong with the description itself, by the schema of OpenAPI 3.1. */
    faults: async () => (await new Validator().validate(described)).errors ?? [],
    /** What is wrong with an answer. @param name of a schema */
    against(name: string, answer: unknown): unknown[] {
      const fits = ajv.compile(described.components.schemas[name]!)
      return fits(answer) ? [] : [...fits.errors!]
    },
  }
}
