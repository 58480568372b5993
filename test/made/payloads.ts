/** JSON values that a careless framing, escaping or decoding would change. */
export const PAYLOADS: readonly unknown[] = [
  '',
  null,
  false,
  0,
  -1.5e-7,
  [],
  {},
  'quotes " \\" and backslashes \\ \\n \\u0000',
  'line\nbreaks\r\nof\rall\u2028kinds\u2029\u0085',
  '\n\ndata: injected\nevent: gone\nid: 7\n\n',
  '0\r\n\r\nHTTP/1.1 200 OK\r\n\r\n',
  'unicode: ä ß € 中文 👩‍👩‍👧‍👦 🇨🇭 \ufeff',
  'lone surrogates \ud800 and \udc00 alone',
  'control \u0000\u0001\u001b\u007f',
  { nested: [{ deeper: { deepest: [[[null, true, { '': 'empty key' }]]] } }], __proto__x: 1 },
  { seq: -1, topic: 'other', error: { code: 'CURSOR_GONE' }, cursor: 99, notifications: [] },
];

/**
 * Just over 64 KiB of text in two- to four-byte characters, so that a cut anywhere falls into one.
 */
export const LARGE_PAYLOAD = 'äß€👍'.repeat(5958);
