import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../root.ts';
import { FOLLOW, readFollowOptions } from '../../scripts/terminal/follow-options.ts';

const text = readFileSync(join(ROOT, 'docs/serve.md'), 'utf8');
const [, section = ''] = text.split('## Follow with the lab');
const rows = [
  ...(section.split('\n## ')[0] ?? '').matchAll(/^\| `--(\S+?)(?: [^`]*)?` \| (.*?) \| (.*) \|$/gm),
];

test('the table of the follower has all of its options', () => {
  expect(rows.map(([, option]) => option).toSorted()).toEqual(Object.keys(FOLLOW.options).toSorted());
});

test('the follower takes what its table says of TLS, HTTP/2 and compression', () => {
  const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':');
  const options = readFollowOptions([
    'sse',
    ...['--url', 'https://127.0.0.1:8443', '--fingerprint', fingerprint],
    ...['--http', '2', '--compression', 'per-message'],
  ]);
  expect(options).toMatchObject({ fingerprint, target: { http: 2, compression: 'per-message' } });
  const said = rows.map(([, , , what]) => what).join('\n');
  expect(said).toContain('`https://` needs `--fingerprint`');
  expect(() => readFollowOptions(['sse', '--url', 'https://127.0.0.1:8443'])).toThrow('needs --fingerprint');
});
