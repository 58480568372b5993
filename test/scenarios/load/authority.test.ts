import { expect, test } from 'vitest';
import { authority } from '../../../scenarios/load/authority.ts';

test.each([
  ['127.0.0.1', '127.0.0.1:80'],
  ['lab.example', 'lab.example:80'],
  ['::1', '[::1]:80'],
])('%s is %s', (host, text) => {
  expect(authority(host, 80)).toBe(text);
});
