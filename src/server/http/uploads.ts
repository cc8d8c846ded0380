/**
 * How many files come in at once. Each is held in memory until it is whole, and its sender says
 * how fast that goes: so the number is bounded, and no network gets all of the places.
 */
import { places } from './places.ts'

/** Those of this process. */
export const uploads = places({ most: 16, mostOfANetwork: 4 })
