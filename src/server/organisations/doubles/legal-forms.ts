/**
 * Words for the legal form of an organisation, which one writes and the next leaves out; folded as
 * search-name.ts folds, abbreviations in one word. Only what says nothing else: "association" and
 * "foundation" are parts of names.
 */
export const LEGAL_FORMS = new Set([
  ...[
    'ab',
    'ag',
    'aisbl',
    'aps',
    'as',
    'asa',
    'asbl',
    'bhd',
    'bv',
    'bvba',
    'ca',
    'cic',
    'cio',
    'co',
  ],
  ...['corp', 'corporation', 'cv', 'eg', 'ei', 'ev', 'eirl', 'eood', 'ets', 'eu', 'gbr', 'ggmbh'],
  ...['gmbh', 'gug', 'hf', 'inc', 'incorporated', 'ivzw', 'kft', 'kg', 'kgaa', 'kk', 'limited'],
  ...['llc', 'llp', 'lp', 'ltd', 'ltda', 'mbh', 'mtu', 'nv', 'nyrt', 'ohg', 'onlus', 'ood', 'ou'],
  ...['oy', 'oyj', 'plc', 'private', 'pte', 'pty', 'pvt', 'rf', 'ry', 'sa', 'sarl', 'sas', 'scs'],
  ...['sdn', 'se', 'sepe', 'sia', 'sl', 'slu', 'snc', 'spa', 'spzoo', 'srl', 'srls', 'sro', 'uab'],
  ...['ug', 'vof', 'vzw', 'zs', 'ooo', 'zao', 'oao', 'pao', 'ano', 'no', 'gug'],
])
