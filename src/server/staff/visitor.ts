/** Who asks, as far as staff need to know: where from, with which browser, with which cookies. */
export type StaffVisitor = {
  language: 'en'
  network: string
  /** browser and system, in a word each */
  agent: string
  /** the Cookie header */
  cookies: string | null
}

const BROWSERS = [
  [/\bEdg[A-Z]?\w*\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/Chrome\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
] as const
const SYSTEMS = [
  [/\bAndroid\b/, 'Android'],
  [/\biPhone\b|\biPad\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
] as const

/** `Firefox, Windows`; '' for what is unknown. Enough for its owner to know a session again. */
export function describeAgent(header: string | null): string {
  const first = (names: readonly (readonly [RegExp, string])[]) =>
    names.find(([pattern]) => pattern.test(header ?? ''))?.[1]
  return [first(BROWSERS), first(SYSTEMS)].filter(Boolean).join(', ')
}
