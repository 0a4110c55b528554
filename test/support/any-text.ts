import fc from 'fast-check'

/** Any characters: ASCII with its controls, and of the rest what parsers trip over. fast-check's own full range takes a second to set up. */
export const anyText = fc.string({
  unit: fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: 0, max: 127 }).map((code) => String.fromCharCode(code)) },
    { weight: 1, arbitrary: fc.constantFrom('é', 'ß', 'İ', '表', '😀', '\ud800', '\u2028', '\u0085', '\u200b', '\ufeff', '“', '–', '٣') },
  ),
})
