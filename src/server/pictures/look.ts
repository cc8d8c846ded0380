/** How pictures look: the colours of the site by day (src/styles/base.css), and those of its night. */
export const LIGHT = {
  paper: '#fbf9f4',
  ink: '#15202b',
  quiet: '#53606b',
  line: '#ddd5c5',
  land: '#efe9dc',
  seal: '#a8371f',
  sealInk: '#ffffff',
}
export type Colours = typeof LIGHT
export const DARK: Colours = {
  paper: '#10181f',
  ink: '#ece7db',
  quiet: '#a9b3ba',
  line: '#2c3943',
  land: '#1d2831',
  seal: '#f08a6c',
  sealInk: '#1b0f0a',
}

/** Pixels. What is shared is in the proportions that all services show whole. */
export const SHARED = { width: 1200, height: 630, margin: 80 }
export const CARD = { width: 1080, height: 1080, margin: 96 }
/** Air between the letters of a line in capitals, in units of their size. */
export const TRACKING = 0.075
