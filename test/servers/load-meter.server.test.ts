import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { measureProcess } from '../../bench/meters/process-meter.ts';
import { waitUntil } from '../../bench/meters/window.ts';
import { nowMicros } from '../../scenarios/load/notification.ts';
import { createLoadMeter } from '../../servers/load-meter.ts';

const ANSWER = Buffer.alloc(1000);

/** A server that answers each chunk with 1,000 bytes, and a client that asks with 10. */
async function echoing() {
  const server = createServer(socket => socket.on('data', () => socket.write(ANSWER))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const open = async () => {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  };
  const ask = async (socket: Socket) => {
    socket.write(Buffer.alloc(10));
    for (let got = 0; got < ANSWER.length; ) got += (await once(socket, 'data'))[0].length;
  };
  return { server, open, ask };
}

test('counts the bytes of a window on all connections, those that closed in it included', async () => {
  const { server, open, ask } = await echoing();
  const meter = createLoadMeter(server);
  const before = await open();
  await ask(before); // Outside the window.
  const fromMicros = nowMicros() + 20_000;
  const measuring = meter.measure({ fromMicros, toMicros: fromMicros + 300_000 });
  await waitUntil(fromMicros + 20_000);
  const closing = await open();
  await ask(before);
  await ask(closing);
  await ask(closing);
  closing.destroy();
  const load = await measuring;
  expect(load.application).toEqual({ downBytes: 3000, upBytes: 30 });
  expect(load.connections).toEqual({ opened: 1, open: 1, closed: 1, droppedSlow: 0 });
  // A busy machine begins a window late, and says so. The timer at its end was seen 1.2 ms early.
  expect(load.windowMs + load.counterReadDelayMs).toBeGreaterThanOrEqual(298);
  before.destroy();
  server.close();
});

test('watches when those connections close that were open at a moment', async () => {
  const { server, open, ask } = await echoing();
  const meter = createLoadMeter(server);
  const [one, other] = [await open(), await open()];
  await ask(one);
  await ask(other);
  const fromMicros = nowMicros();
  const measuring = meter.measure({ fromMicros, toMicros: fromMicros + 300_000 });
  meter.watchOpen();
  const later = await open();
  await ask(later);
  for (const socket of [one, later]) socket.destroy();
  const { watched } = await measuring;
  expect(watched).toMatchObject({ connections: 2, closedAt: [expect.any(Number)] });
  expect(watched?.closedAt[0]).toBeGreaterThan(fromMicros);
  other.destroy();
  server.close();
});

test('tells what blocks the event loop, in a socket callback too, and what it costs', async () => {
  const { server, open } = await echoing();
  const socket = await open();
  const BUSY_MS = 250;
  socket.on('data', () => {
    // By its own CPU time: on a busy machine so much of the clock would hold less of it.
    const before = process.threadCpuUsage();
    const spentMs = () => {
      const { user, system } = process.threadCpuUsage(before);
      return (user + system) / 1000;
    };
    while (spentMs() < BUSY_MS);
  });
  const fromMicros = nowMicros();
  const measuring = measureProcess({ fromMicros, toMicros: fromMicros + 1_500_000 }, 50, () => 0);
  await waitUntil(fromMicros + 300_000);
  socket.write('ask');
  const { load } = await measuring;
  expect(load.runtime?.eventLoop.delayP99Ms).toBeGreaterThan(BUSY_MS / 2);
  expect(load.cpuMicros.user + load.cpuMicros.system).toBeGreaterThan(0.9 * BUSY_MS * 1000);
  // One and a half seconds: a whole one and a part.
  expect(load.series.cpuPercent).toHaveLength(2);
  socket.destroy();
  server.close();
});
