import { describe, expect, test } from 'vitest';
import { freePorts } from '../harness/ports.ts';
import { brokerAvailable, startBroker } from '../harness/real-broker.ts';
import { started } from '../harness/started-command.ts';

const { isMissing, title } = brokerAvailable();

const server = async (address: string) => {
  const one = started('serve.ts', 'all', '--broker', address, '--port', '0');
  const [, host = ''] = await one.shows(/all on (\S+); to publish/);
  return { ...one, host };
};

describe.skipIf(isMissing)(`servers by hand with their feed on ${title}`, () => {
  test('deliver one stream: what one takes, the followers of the other get', async () => {
    const broker = await startBroker();
    const address = `${broker.address.host}:${broker.address.port}`;
    const [one, other] = [await server(address), await server(address)];
    const follower = started('follow.ts', 'sse', '--topic', 'news', '--url', `http://${other.host}`);
    await follower.shows(/follows news by .* at http:/);
    one.child.stdin.write('{"topic": "news", "payload": "typed"}\n');
    await follower.shows(/typed/);
    const sent = await fetch(`http://${one.host}/notifications`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"topic": "news", "payload": "posted"}',
    });
    expect(await sent.json()).toMatchObject({ seq: 2 });
    await follower.shows(/posted/);
    // Each says what is published, wherever it came in.
    await other.shows(/published +news +\S+-2, /);
  });

  test('a broker that comes back empty: followers are disconnected, and the server says so', async () => {
    const broker = await startBroker();
    const one = await server(`${broker.address.host}:${broker.address.port}`);
    const follower = started('follow.ts', 'websocket', '--topic', 'news', '--url', `http://${one.host}`);
    await follower.shows(/follows news by .* at http:/);
    one.child.stdin.write('{"topic": "news", "payload": "before"}\n');
    await follower.shows(/before/);
    await broker.kill();
    await broker.restart();
    await one.shows(/the broker has lost the feed/);
    expect((await follower.ended).said).toContain('CURSOR_GONE');
  });
});

test('without a broker it says so in one line', async () => {
  const [port] = await freePorts(1);
  const { code, said } = await started('serve.ts', 'all', '--broker', `127.0.0.1:${port}`).ended;
  expect(code).toBe(1);
  expect(said).toMatch(new RegExp(`^no broker at 127\\.0\\.0\\.1:${port}: .*\\n$`));
});

test.each(['6379', 'valkey', 'redis://127.0.0.1:6379', '127.0.0.1:99999', ''])(
  'an address that is none, "%s", is wrong use',
  async text => {
    const { code, said } = await started('serve.ts', 'all', '--broker', text).ended;
    expect(code).toBe(2);
    expect(said).toContain(`--broker is "${text}"; it must be an address such as 127.0.0.1:6379`);
  },
);
