import { closeSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { ENTRIES } from '../../bench/processes/entries.ts';
import { openFeedPipe } from '../../bench/processes/feed-pipe.ts';
import type { FromPublisher, PublisherConfig, ToPublisher } from '../../bench/processes/messages.ts';
import { startChild } from '../../bench/processes/start-child.ts';
import { nowMicros } from '../../scenarios/load/notification.ts';
import { TESTED_TRANSPORTS, type TestedTransport } from '../../scenarios/load/transport.ts';
import { appendLines } from '../../servers/standard-input.ts';
import { connectRaw, pushRequests } from '../harness/raw-connection.ts';
import { type Serving, serve } from '../harness/serving.ts';
import { PAYLOAD_TEXTS } from '../made/payload-texts.ts';

/** Names that objects of JavaScript have already are topics like any other. */
const TOPICS = ['t', '__proto__', 'constructor'];
const END = '"the end"';

/** The JSON texts of the payloads sent to each topic. */
type Send = (server: Serving, payloads: readonly string[]) => Promise<void> | void;

const fails = (fault: string) => {
  throw new Error(fault);
};
/** A line has no line feed within it. */
const linesOf = (payloads: readonly string[], head: (topic: string, index: number) => string) =>
  TOPICS.flatMap(topic =>
    payloads.map((text, index) => `{${head(topic, index)},"payload":${text.replaceAll('\n', '')}}\n`),
  ).join('');

const openSocket = async ({ target: { host, port } }: Serving, topic: string) => {
  const socket = new WebSocket(`ws://${host}:${port}/notifications/socket?topic=${topic}`);
  onTestFinished(() => socket.terminate());
  await new Promise(resolve => socket.once('open', resolve));
  return socket;
};

/** The four ways in. */
const ways: Record<string, Send> = {
  'standard input'({ feed }, payloads) {
    const text = linesOf(payloads, topic => `"topic":"${topic}"`);
    appendLines(Readable.from([Buffer.from(text)]), feed, fails);
  },

  async POST({ target: { host, port } }, payloads) {
    for (const topic of TOPICS) {
      for (const payload of payloads) {
        const { status } = await fetch(`http://${host}:${port}/notifications`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: `{"payload":\n${payload},"topic":"${topic}"}`,
        });
        expect(status).toBe(202);
      }
    }
  },

  async 'a socket'(server, payloads) {
    for (const topic of TOPICS) {
      const socket = await openSocket(server, topic);
      for (const payload of payloads) socket.send(`{"payload":${payload}\n}`);
    }
  },

  /** Through the publisher of the bench, which writes to the server's standard input. */
  async 'a trace'({ feed }, payloads) {
    const folder = mkdtempSync(join(tmpdir(), 'pushlab-trace-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'trace.ndjson');
    writeFileSync(
      file,
      linesOf(payloads, topic => `"time":1700000000000,"topic":"${topic}"`),
    );
    const pipe = openFeedPipe();
    const input = new Socket({ fd: pipe.readFd });
    appendLines(input, feed, fails);
    const child = startChild<FromPublisher, ToPublisher>({
      name: 'publisher',
      entry: ENTRIES.publisher,
      config: {
        load: {
          audience: { kind: 'trace' },
          subscribers: TOPICS.length,
          arrivals: { kind: 'trace', file, speed: 1 },
          payloadBytes: 11,
          transports: { sse: {} },
        },
        seed: 1,
        durationSeconds: 1,
      } satisfies PublisherConfig,
      prefix: [],
      output: pipe.writeFd,
    });
    onTestFinished(async () => {
      await child.stop();
      input.destroy(); // And the descriptor with it.
      closeSync(pipe.writeFd);
    });
    await child.expect('ready', 15_000);
    const startMicros = nowMicros();
    const window = { fromMicros: startMicros, toMicros: startMicros };
    child.send({ type: 'publish', startMicros, window });
    await child.expect('published', 15_000);
  },
};

const requests: Record<TestedTransport, (topic: string) => string> = {
  'short-polling': topic => `GET /notifications?topic=${topic}&after=0 HTTP/1.1\r\nHost: x\r\n\r\n`,
  'long-polling': topic =>
    `GET /notifications?topic=${topic}&after=0 HTTP/1.1\r\nHost: x\r\nPrefer: wait=5\r\n\r\n`,
  sse: topic => pushRequests.sse(topic, 0),
  websocket: topic => pushRequests.websocket(topic, 0),
};

/** All that comes on a connection until the last payload. */
async function receivedBy({ target }: Serving, request: string): Promise<Buffer> {
  const connection = await connectRaw(target, request);
  await connection.until(/"payload":"the end"\}/);
  return connection.bytes();
}

describe.each(Object.entries(ways))('payloads from %s', (_, send) => {
  test('arrive by every transport to the byte, of every topic', async () => {
    const server = await serve(TESTED_TRANSPORTS, { packed: true });
    await send(server, [...PAYLOAD_TEXTS.map(([sent]) => sent), END]);
    for (const topic of TOPICS)
      await expect.poll(() => server.feed.newestSeq(topic)).toBe(PAYLOAD_TEXTS.length + 1);
    for (const topic of TOPICS) {
      for (const transport of TESTED_TRANSPORTS) {
        const bytes = await receivedBy(server, requests[transport](topic));
        let from = 0;
        for (const [, arrives] of PAYLOAD_TEXTS) {
          const member = Buffer.from(`,"payload":${arrives}}`);
          const at = bytes.indexOf(member, from);
          expect(at, `${arrives} by ${transport}`).toBeGreaterThan(from);
          from = at + member.length;
        }
      }
    }
  });
});
