import { SCRIPTS } from '../texts/formats/pdf/scripts.ts'

/** The scripts that the usual fonts have letters for; the others have a file each. */
const USUAL =
  /[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Arabic}\p{sc=Han}\p{sc=Common}\p{sc=Inherited}]/u

/** False for a name that a picture would show as empty boxes. */
export const isDrawable = (name: string): boolean =>
  name !== '' &&
  !/\p{Extended_Pictographic}/u.test(name) &&
  [...name].every((letter) => USUAL.test(letter) || SCRIPTS.some(([, of]) => of.test(letter)))
