/** Reads a text back from the JSON that people take away. */
import { legalText, type LegalText } from '../../../src/server/texts/model.ts'

export function textOfJson(file: string): LegalText {
  return legalText.parse(withoutAddresses(JSON.parse(file).text))
}

function withoutAddresses(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutAddresses)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'address')
      .map(([key, one]) => [key, withoutAddresses(one)]),
  )
}
