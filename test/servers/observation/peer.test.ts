import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { peerOf } from '../../../servers/observation/peer.ts';

test.each([
  ['127.0.0.1', '127.0.0.1:8080'],
  ['::ffff:127.0.0.1', '127.0.0.1:8080'],
  ['::1', '[::1]:8080'],
  ['fe80::1%eth0', '[fe80::1%eth0]:8080'],
])('%s is %s', (remoteAddress, text) => {
  expect(peerOf({ remoteAddress, remotePort: 8080 } as Socket)).toBe(text);
});
