/** A role of https://www.w3.org/TR/dpub-aria/, which Astro's types do not know. */
export const docRole = (name: string): Record<string, string> => ({ role: `doc-${name}` })
