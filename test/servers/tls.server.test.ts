import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeIdentity } from '../../bench/network/identity.ts';
import { SERVER_NAME } from '../../bench/processes/tls.ts';
import { createFeed } from '../../servers/feed/feed.ts';
import { startServer } from '../../servers/start.ts';

const HOST = '127.0.0.1';
const identity = await makeIdentity([HOST]);
const { key, cert, ticketKeys } = identity;

async function serving(transports: 'tcp-floor' | ['sse']): Promise<number> {
  const running = await startServer({
    transports,
    feed: createFeed(),
    host: HOST,
    port: 0,
    tls: { key, cert, ticketKeys },
  });
  onTestFinished(() => running.close());
  return running.port;
}

describe.each([
  ['tcp-floor', 'tcp-floor' as const],
  ['sse', ['sse'] as ['sse']],
] as const)('a server of %s over TLS', (_, transports) => {
  test('speaks TLS 1.3 with a certificate of ECDSA P-256', async () => {
    const port = await serving(transports);
    const socket = connectTls({ host: HOST, port, ca: cert, servername: SERVER_NAME });
    onTestFinished(() => void socket.destroy());
    await once(socket, 'secureConnect');
    expect(socket.authorized).toBe(true);
    expect(socket.getProtocol()).toBe('TLSv1.3');
    const certificate = socket.getPeerX509Certificate();
    expect(certificate?.fingerprint256).toBe(identity.fingerprint);
    expect(certificate?.publicKey.asymmetricKeyDetails?.namedCurve).toBe('prime256v1');
    expect(certificate?.checkIP(HOST)).toBe(HOST);
  });

  test('is not reached with an older version, and says nothing to a client without TLS', async () => {
    const port = await serving(transports);
    const old = connectTls({ host: HOST, port, ca: cert, servername: SERVER_NAME, maxVersion: 'TLSv1.2' });
    const [fault] = await once(old, 'error');
    expect(fault.code).toMatch(/^ERR_SSL_|ECONNRESET/);
    const plain = connect({ host: HOST, port });
    let answer = '';
    plain.on('data', chunk => {
      answer += chunk.toString('latin1');
    });
    plain.on('error', () => {});
    plain.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    await new Promise(resolve => plain.once('close', resolve));
    expect(answer).not.toContain('HTTP/1.1');
  });
});
