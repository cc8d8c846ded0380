/// <reference types="astro/client" />

declare namespace App {
  interface Locals extends Partial<import('./server/http/server.ts').Locals> {
    app: import('./server/app.ts').App
    posted: import('./server/endorsements/form.ts').Posted | undefined
    raw?: string
    outcome?: import('./server/http/server.ts').Locals['outcome']
    visitor: import('./server/http/server.ts').Locals['visitor']
    refusal: import('./server/http/server.ts').Locals['refusal']
    file?: import('./server/http/server.ts').Locals['file']
    t: import('./server/messages/index.ts').Translate
    language: import('../content/campaign.ts').Language
  }
}
