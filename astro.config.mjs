import node from '@astrojs/node'
import { defineConfig } from 'astro/config'

export default defineConfig({
  output: 'server',
  adapter: node({
    mode: 'middleware',
    // The HTTP front refuses larger bodies with a page; this is the floor beneath it.
    bodySizeLimit: 3 * 1024 * 1024,
    // A page is one buffer: it can be kept, compressed once and given an ETag, and an
    // error in the middle of it still gets its own status.
    experimentalDisableStreaming: true,
  }),
  trailingSlash: 'ignore',
  session: false,
  // Our own check knows SITE_URL at run time (src/server/http/origin.ts).
  security: { checkOrigin: false },
  compressHTML: true,
  // The content security policy allows neither inline styles nor inline scripts.
  build: { inlineStylesheets: 'never', assets: 'assets' },
  devToolbar: { enabled: false },
  vite: { build: { assetsInlineLimit: 0 } },
})
