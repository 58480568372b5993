import { networkInterfaces } from 'node:os';
import { describe, expect, test } from 'vitest';
import { addresses } from '../../servers/address.ts';

const others = Object.values(networkInterfaces())
  .flatMap(found => found ?? [])
  .filter(({ internal, family }) => !internal && family === 'IPv4')
  .map(({ address }) => `${address}:80`);

describe('the address of a server on', () => {
  test.each([
    ['127.0.0.1', '127.0.0.1:80'],
    ['localhost', 'localhost:80'],
    ['::1', '[::1]:80'],
    ['fe80::1%eth0', '[fe80::1%eth0]:80'],
    ['app.example', 'app.example:80'],
  ])('%s is %s alone', (host, address) => {
    expect(addresses(host, 80)).toEqual([address]);
  });

  test.each([
    ['0.0.0.0', '127.0.0.1:80'],
    ['::', '[::1]:80'],
    ['0:0:0:0:0:0:0:0', '[::1]:80'],
    ['::0', '[::1]:80'],
  ])('%s is %s first, and then those that other machines reach', (host, address) => {
    const [own, ...rest] = addresses(host, 80);
    expect(own).toBe(address);
    for (const other of others) expect(rest).toContain(other);
    for (const other of rest) expect(new URL(`http://${other}`).port).toBe('');
    expect(rest).not.toContain('127.0.0.1:80');
  });
});
