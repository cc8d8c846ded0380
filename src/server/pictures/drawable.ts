/** The scripts that the fonts of pictures have letters for. */
const DRAWN =
  /^[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\p{sc=Arabic}\p{sc=Han}\p{sc=Common}\p{sc=Inherited}]+$/u

/** False for a name that a picture would show as empty boxes. */
export const isDrawable = (name: string): boolean =>
  DRAWN.test(name) && !/\p{Extended_Pictographic}/u.test(name)
