import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Serving, serve } from '../../harness/serving.ts';

const EPOCH = 'q7x2mk';

/** A socket whose first frame says where it starts; it sends `first` when it is open. */
function open({ target: { host, port } }: Pick<Serving, 'target'>, first?: string | Buffer, query = '') {
  const socket = new WebSocket(`ws://${host}:${port}/notifications/socket?topic=t&after=resume${query}`);
  onTestFinished(() => socket.terminate());
  const frames: unknown[] = [];
  socket.on('message', data => frames.push(JSON.parse(String(data))));
  socket.on('open', () => first !== undefined && socket.send(first));
  const closed = new Promise<[number, string]>(resolve =>
    socket.on('close', (code, reason) => resolve([code, String(reason)])),
  );
  return { socket, frames, closed };
}
const payloads = (frames: unknown[]) => frames.slice(1).map(frame => (frame as { payload: unknown }).payload);

describe('a first frame', () => {
  test.each([
    ['{"resume":"q7x2mk-1"}', 1],
    ['{"resume":"1"}', 1],
    ['{"resume":1}', 1],
    ['{"resume":null}', 3],
  ])('%s sets the cursor', async (first, seq) => {
    const server = await serve(['websocket'], { epoch: EPOCH });
    server.publish('t', 1, 2, 3);
    const { frames } = open(server, first);
    await expect.poll(() => frames.length).toBe(1 + 3 - seq);
    server.publish('t', 4);
    await expect.poll(() => frames.length).toBe(1 + 4 - seq);
    expect(frames[0]).toEqual({ cursor: `${EPOCH}-${seq}` });
    expect(payloads(frames)).toEqual([1, 2, 3, 4].slice(seq));
  });

  test('is waited for: nothing comes before it', async () => {
    const server = await serve(['websocket'], { epoch: EPOCH });
    const { socket, frames } = open(server);
    await new Promise(resolve => socket.on('open', resolve));
    server.publish('t', 'before the frame');
    expect(server.feed.listenerCount()).toBe(0);
    // A ping and its pong: whatever the server sent before has arrived.
    const answered = new Promise(resolve => socket.on('pong', resolve));
    socket.ping();
    await answered;
    expect(frames).toEqual([]);
    socket.send('{"resume":"q7x2mk-0"}');
    await expect.poll(() => payloads(frames)).toEqual(['before the frame']);
  });

  test('with a cursor that is gone is answered by 4410', async () => {
    const server = await serve(['websocket'], { epoch: EPOCH });
    const { frames, closed } = open(server, '{"resume":"abcdef-0"}');
    expect(await closed).toEqual([
      4410,
      'cursor abcdef-0 cannot be continued: its feed was lost in a restart, or is on another server',
    ]);
    expect(frames).toEqual([]);
  });

  test.each([
    ['a publication', '{"payload":1}'],
    ['no cursor', '{"resume":"x"}'],
    ['more than a cursor', '{"resume":"1","payload":1}'],
    ['no JSON', 'q7x2mk-1'],
    ['binary', Buffer.from('{"resume":"1"}')],
  ])('that is %s closes the connection and publishes nothing', async (_, first) => {
    const server = await serve(['websocket'], { epoch: EPOCH });
    const { socket, closed } = open(server, first);
    socket.on('open', () => socket.send('{"payload":"behind it"}'));
    expect(await closed).toEqual([1007, 'the first frame must be text: {"resume": cursor or null}']);
    expect(server.feed.newestSeq('t')).toBe(0);
    expect(server.feed.listenerCount()).toBe(0);
  });

  test('that does not come closes the connection', async () => {
    const server = await serve(['websocket'], { limits: { heartbeatMs: 100 } });
    expect(await open(server).closed).toEqual([1008, 'no frame {"resume": …} for 0.1 s']);
  });

  test('is needed only with `after=resume`: the frames after it publish', async () => {
    const server = await serve(['websocket']);
    const { socket, frames } = open(server, '{"resume":null}');
    await expect.poll(() => frames.length).toBe(1);
    socket.send('{"payload":"hi"}');
    await expect.poll(() => payloads(frames)).toEqual(['hi']);
    socket.send('{"resume":null}');
    const closed = new Promise(resolve => socket.on('close', resolve));
    expect(await closed).toBe(1007);
  });

  test('does not keep a server from closing while it is due', async () => {
    const server = await serve(['websocket'], { limits: { cutOffGraceMs: 100 } });
    const { socket, closed } = open(server);
    await new Promise(resolve => socket.on('open', resolve));
    await server.close();
    await closed;
  });
});

test('a client with a fixed address gets everything once, over reconnections', async () => {
  const server = await serve(['websocket'], { epoch: EPOCH });
  const received: unknown[] = [];
  let cursor: string | null = null;
  let isOver = false;
  let opened = 0;
  onTestFinished(() => {
    isOver = true;
  });
  // As docs/serve.md says it.
  function connect(): void {
    const { host, port } = server.target;
    const socket = new WebSocket(`ws://${host}:${port}/notifications/socket?topic=t&after=resume`);
    socket.onopen = () => socket.send(JSON.stringify({ resume: cursor }));
    socket.onmessage = ({ data }) => {
      const frame = JSON.parse(String(data));
      if (frame.cursor) {
        cursor = frame.cursor;
        opened++;
        return;
      }
      cursor = (cursor as string).replace(/\d+$/, frame.seq);
      received.push(frame.payload);
    };
    socket.onerror = () => {};
    socket.onclose = () => void (isOver || setTimeout(connect, 5));
  }
  connect();
  await expect.poll(() => opened).toBe(1);
  const published: number[] = [];
  for (let round = 1; round <= 5; round++) {
    for (let count = 0; count < 3; count++) {
      published.push(published.length);
      server.publish('t', published.length - 1);
    }
    server.dropAll();
    published.push(published.length);
    server.publish('t', published.length - 1);
    await expect.poll(() => received.length).toBe(published.length);
  }
  expect(received).toEqual(published);
  expect(opened).toBe(6);
});
