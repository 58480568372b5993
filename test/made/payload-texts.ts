/**
 * JSON texts of payloads that reading and writing again would change, each with what subscribers
 * must get: the same, without the line breaks between its tokens.
 */
const CHANGED: readonly (readonly [sent: string, arrives: string])[] = [
  ['{ "a" :\r\n\t[ 1 ,\r\n 2 ] }', '{ "a" :\t[ 1 , 2 ] }'],
  ['[\n\n{\r"text":"\\r\\n"\n}\n]', '[{"text":"\\r\\n"}]'],
];
const UNCHANGED: readonly string[] = [
  '1234567890123456789',
  '-9223372036854775808',
  '1e400',
  '-1E-400',
  '1.10',
  '100.0e-02',
  '-0',
  '{"price":1.10,"id":9007199254740993}',
  '{"__proto__":{"isAdmin":true}}',
  '{"a":[{"b":{"__proto__":null,"constructor":{"prototype":1}}}]}',
  '{"constructor":{"prototype":{"x":1}},"toString":1,"hasOwnProperty":2,"toJSON":3}',
  '{"twice":1,"twice":2}',
  '{"2":"b","1":"a"}',
  '{"payload":1.0,"topic":"other","seq":-1.0}',
  '"\\u00e4\\u2028\\ud83d\\udc4d\\/ ä\u2028\u2029\u0085👍\u007f"',
  '"\\ud800 alone"',
  '"quotes \\" and backslashes \\\\ \\\\\\" \\n\\r\\u000a"',
  '"\ufeff"',
  '{ "a" : [ 1 ,\t2 ] , "b":{}, "c":[ ] }',
  '[[[[[[[[[[1.0]]]]]]]]]]',
];

export const PAYLOAD_TEXTS: readonly (readonly [sent: string, arrives: string])[] = [
  ...CHANGED,
  ...UNCHANGED.map(text => [text, text] as const),
];
