import { once } from 'node:events';
import { connect, createServer, type ServerHttp2Stream } from 'node:http2';
import { type AddressInfo, connect as connectTcp, createServer as createRelay } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { credentialFields } from '../../../analysis/models/credentials.ts';
import { type Fields, hpackEncoder } from '../../../analysis/models/hpack.ts';
import { CREDENTIAL_NAMES } from '../../../scenarios/load/credentials.ts';

const HEADERS = 1;
const PREFACE_BYTES = 24;

/** The lengths of the header blocks in the bytes of one direction. */
function blocksIn(bytes: Buffer): number[] {
  const blocks: number[] = [];
  for (let at = 0; at + 9 <= bytes.length; ) {
    const length = bytes.readUIntBE(at, 3);
    if (bytes[at + 3] === HEADERS) blocks.push(length);
    at += 9 + length;
  }
  return blocks;
}

/** What Node really sends: the blocks of each request and of each answer, one after the other. */
async function realBlocks(exchanges: { request: Fields; answer: Fields }[]) {
  const [up, down]: [Buffer[], Buffer[]] = [[], []];
  const server = createServer();
  const answers = exchanges.map(({ answer }) => answer);
  server.on('stream', (stream: ServerHttp2Stream) => {
    const fields = Object.fromEntries(answers.shift() as Fields);
    stream.respond(fields, { sendDate: false } as never);
    // Node itself ends an answer that has no body.
    if (!stream.writableEnded) stream.end(Buffer.alloc(Number(fields['content-length'] ?? 0)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  // A relay between both sees what each sends.
  const relay = createRelay(near => {
    const far = connectTcp(port, '127.0.0.1');
    near.on('data', (chunk: Buffer) => up.push(chunk)).pipe(far);
    far.on('data', (chunk: Buffer) => down.push(chunk)).pipe(near);
    near.on('error', () => {});
    far.on('error', () => {});
  });
  relay.listen(0, '127.0.0.1');
  await once(relay, 'listening');
  onTestFinished(() => void relay.close());
  const session = connect(`http://127.0.0.1:${(relay.address() as AddressInfo).port}`);
  onTestFinished(() => session.destroy());
  for (const { request } of exchanges) {
    const stream = session.request(Object.fromEntries(request), { endStream: true });
    stream.resume();
    await once(stream, 'close');
  }
  return {
    requests: blocksIn(Buffer.concat(up).subarray(PREFACE_BYTES)),
    answers: blocksIn(Buffer.concat(down)),
  };
}

/** The same by the model. */
function predictedBlocks(exchanges: { request: Fields; answer: Fields }[]) {
  const [requests, answers] = [hpackEncoder(), hpackEncoder()];
  return {
    requests: exchanges.map(({ request }) => requests.blockBytes(request)),
    answers: exchanges.map(({ answer }) => answers.blockBytes(answer)),
  };
}

const poll = (cursor: string): Fields => [
  [':authority', '10.0.0.1:40123'],
  [':path', `/notifications?topic=user%2017&after=${cursor}`],
  ['prefer', 'wait=20'],
  [':method', 'GET'],
  [':scheme', 'https'],
];
const news = (bytes: number, second: number): Fields => [
  [':status', '200'],
  ['cache-control', 'no-store'],
  ['content-type', 'application/json'],
  ['content-length', `${bytes}`],
  ['date', `Sun, 06 Nov 1994 08:49:${second} GMT`],
];
const empty = (second: number): Fields => [
  [':status', '204'],
  ['cache-control', 'no-store'],
  ['date', `Sun, 06 Nov 1994 08:49:${second} GMT`],
];

test('header blocks have the bytes that nghttp2 gives them: the first, the second, the hundredth', async () => {
  const exchanges = Array.from({ length: 100 }, (_, index) => ({
    request: poll(`q7x2mk-${index}`),
    answer:
      index % 3 === 0
        ? empty(10 + Math.floor(index / 2))
        : news(300 + 37 * index, 10 + Math.floor(index / 2)),
  }));
  expect(await realBlocks(exchanges)).toEqual(predictedBlocks(exchanges));
});

/** Three polls that show the same. */
const thrice = (...shown: Fields) =>
  Array.from({ length: 3 }, () => ({ request: [...poll('0'), ...shown], answer: empty(10) }));

test.each(CREDENTIAL_NAMES)('a %s has the bytes that nghttp2 gives it, in each request', async credential => {
  const exchanges = thrice(...credentialFields(credential));
  const predicted = predictedBlocks(exchanges);
  expect(await realBlocks(exchanges)).toEqual(predicted);
  // Without it, the second and the third are alike.
  const [, second = 0, third = 0] = predicted.requests;
  const bare = predictedBlocks(thrice()).requests[1] ?? 0;
  expect(second).toBe(third);
  expect(second - bare).toBe(credential === 'token' ? 116 : 1);
});

test('neither a short cookie nor one that fills the table is kept', async () => {
  for (const value of ['a=1234', `a=${'x'.repeat(3100)}`]) {
    const exchanges = thrice(['cookie', value]);
    expect(await realBlocks(exchanges)).toEqual(predictedBlocks(exchanges));
  }
});
