import { describe, expect, test } from 'vitest';
import { TESTED_TRANSPORTS } from '../../../scenarios/load/transport.ts';
import { connectRaw } from '../../harness/raw-connection.ts';
import { HANDSHAKE, rawRequest } from '../../harness/raw-request.ts';
import { serve } from '../../harness/serving.ts';

describe('an unknown parameter is refused by name', () => {
  test.each([
    ['short polling', '/notifications?topic=t&aftr=3', {}, 'aftr', 'topic, after, latest'],
    ['long polling', '/notifications?topic=t&after=0&wait=5', { prefer: 'wait=5' }, 'wait', 'topic, after'],
    ['SSE', '/notifications/stream?topic=t&last=3', {}, 'last', /topic, after/],
    ['WebSocket', '/notifications/socket?topic=t&cursor=3', HANDSHAKE, 'cursor', 'topic, after, encoding'],
  ])('by %s', async (_, path, headers, name, known) => {
    const server = await serve(TESTED_TRANSPORTS);
    server.publish('t', 1, 2, 3);
    const connection = await connectRaw(
      server.target,
      rawRequest('GET', path, { connection: 'close', ...headers }),
    );
    await connection.closed;
    const text = connection.text();
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    const { message } = JSON.parse(text.slice(text.indexOf('\r\n\r\n')));
    expect(message).toContain(`unknown parameter "${name}"; known are: `);
    expect(message).toMatch(known);
    expect(server.feed.listenerCount()).toBe(0);
  });

  test('by a POST, which has none', async () => {
    const server = await serve(TESTED_TRANSPORTS);
    const { host, port } = server.target;
    const before = server.feed.startOf('t');
    const answer = await fetch(`http://${host}:${port}/notifications?topic=t`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', connection: 'close' },
      body: '{"topic":"t","payload":1}',
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      message: 'unknown parameter "topic"; there are none here',
    });
    expect(server.feed.startOf('t')).toEqual(before);
  });

  test('by the floor', async () => {
    const server = await serve('tcp-floor');
    for (const [line, name] of [
      ['{"topic":"t","aftr":3}\n', 'aftr'],
      ['{"topik":"t"}\n', 'topik'],
    ] as const) {
      const connection = await connectRaw(server.target, line);
      await connection.closed;
      expect(JSON.parse(connection.text())).toEqual({
        error: { code: 'BAD_REQUEST', message: `unknown parameter "${name}"; known are: topic, after` },
      });
    }
  });
});
