/** Lint: TypeScript and Astro rules, and the one direction that imports may take. */
import astro from 'eslint-plugin-astro'
import typescript from 'typescript-eslint'

const forbid = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
})
const astroModules = {
  group: ['astro', 'astro/*', 'astro:*'],
  message: 'src/server runs without Astro.',
}
const pagesAndComponents = {
  group: ['**/pages/**', '**/components/**'],
  message: 'Services do not know pages.',
}
const withTypes = {
  group: ['**/staff/**', '**/mail/worker*', '**/mail/mailbox*', '**/mail/transport*'],
  message: 'endorsements writes outbox rows; it knows neither staff nor transports.',
}
const schemaInRequests = {
  group: ['drizzle-orm', 'drizzle-orm/*'],
  message: 'SQL is visible; drizzle describes the schema and migrates.',
}
// Plain data that forms show, and what says where a provision of a text stands, may be imported.
const services = [
  ...['endorsements', 'organisations', 'register', 'mail', 'news', 'texts', 'http', 'staff'].map(
    (name) => `**/server/${name}/**`,
  ),
  '!**/organisations/types.ts',
  '!**/http/policies.ts',
  '!**/news/languages.ts',
  ...['accounts', 'return-path', 'visitor'].map((name) => `!**/staff/${name}.ts`),
  ...['addresses', 'labels', 'links', 'model', 'words'].map((name) => `!**/texts/${name}.ts`),
  '!**/texts/reading/',
  ...['align', 'changes', 'paths'].map((name) => `!**/texts/reading/${name}.ts`),
]

export default [
  {
    ignores: [
      'dist/',
      'dist-next/',
      'dist-last/',
      '.astro/',
      'data/',
      'node_modules/',
      'tests/.results/',
    ],
  },
  ...typescript.configs.strict.map((config) => ({ ...config, files: ['**/*.ts', '**/*.astro'] })),
  ...(astro.configs['jsx-a11y-recommended'] ?? astro.configs.recommended),
  {
    files: ['**/*.ts', '**/*.astro'],
    rules: {
      // A value that a check above guarantees; the alternative is a branch that cannot be tested.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
      // Characters that names must not hold are spelled out where they are looked for.
      'no-irregular-whitespace': 'off',
    },
  },
  {
    files: ['**/*.astro'],
    rules: {
      'astro/no-set-html-directive': 'error',
      'astro/no-unused-define-vars-in-style': 'error',
    },
  },
  forbid(['src/server/**/*.ts'], [astroModules, pagesAndComponents]),
  forbid(
    ['src/server/endorsements/**/*.ts'],
    [astroModules, pagesAndComponents, withTypes, schemaInRequests],
  ),
  forbid(
    ['src/server/{organisations,register,mail,texts,http}/**/*.ts'],
    [astroModules, pagesAndComponents, schemaInRequests],
  ),
  {
    files: ['src/pages/**', 'src/components/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: services,
              allowTypeImports: true,
              message: 'Pages reach services through Astro.locals.app; only types are imported.',
            },
          ],
        },
      ],
    },
  },
]
