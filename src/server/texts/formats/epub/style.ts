/** Little: readers of EPUB choose type and colours themselves. */
export const STYLE = `
body { line-height: 1.5; }
h1, h2, h3 { line-height: 1.25; text-align: center; page-break-after: avoid; }
h1 { margin: 2em 0 1.2em; }
h2 { font-size: 1.15em; margin: 2em 0 0.8em; }
h3 { font-size: 1.05em; margin: 1.6em 0 0.7em; }
p { margin: 0 0 0.6em; }
.provision .provision { margin-inline-start: 1.6em; }
aside { font-size: 0.85em; border-top: 1px solid; margin-top: 1em; padding-top: 0.4em; }
.title { text-align: center; margin-top: 20%; }
.notice { font-style: italic; border-top: 1px solid; padding-top: 1em; margin-top: 2em; }
`
