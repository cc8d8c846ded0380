/**
 * Names made comparable for search; the same function folds what is stored and what is asked.
 * Case, width, Latin and Greek accents, Hebrew and Arabic vowel signs and the common spellings of
 * Arabic letters do not matter; scripts written without spaces are cut into characters.
 */
const LETTERS: Record<string, string> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  þ: 'th',
  ð: 'd',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
  ς: 'σ',
}
// Combining marks of Latin, Greek and Cyrillic; Hebrew points; Arabic vowel signs; tatweel.
const VOWELS_AND_ACCENTS =
  /[\u0300-\u036F\u0591-\u05BD\u05BF-\u05C7\u064B-\u065F\u0670\u0640\u200C\u200D]/gu
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/gu

// O'Brien is typed obrien, O’Brien, O´Brien; so are Sa'id and Hawaiʻi.
const APOSTROPHES = /['’‘`ʼʻʾʿ]/gu

export function searchName(name: string): string {
  return name
    .replaceAll('´', "'") // which NFKC would turn into a space
    .normalize('NFKC')
    .replace(APOSTROPHES, '')
    .toLowerCase()
    .normalize('NFD')
    .replace(VOWELS_AND_ACCENTS, '')
    .normalize('NFC')
    .replace(/[łøđßæœıþðٱىیکةς]/g, (letter) => LETTERS[letter]!)
    .replace(UNSPACED, ' $& ')
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
}
