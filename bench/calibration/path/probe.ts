import { createSocket } from 'node:dgram';
import { setImmediate as yieldToEvents } from 'node:timers/promises';
import { nowMicros } from '../../../scenarios/load/notification.ts';
import { childProcess } from '../../processes/child-side.ts';
import type { Arrivals, FromProbe, ProbeConfig, ToProbe } from '../../processes/path-messages.ts';
import { runInRealTime } from '../../processes/real-time.ts';

// Sends packets with the moment of sending over a path, and receives those of the other end.

const SENT_AT_BYTES = 8;
const RECEIVE_BUFFER_BYTES = 4_194_304;

let delaysMicros: number[] = [];
let [firstMicros, lastMicros] = [0, 0];

/** What arrived since the last call. */
function arrivals(): Arrivals {
  const delays = delaysMicros;
  delaysMicros = [];
  const count = delays.length;
  if (count === 0) return { count, delayMs: 0, spreadMs: 0, durationMs: 0 };
  const meanMicros = delays.reduce((sum, one) => sum + one, 0) / count;
  const variance = delays.reduce((sum, one) => sum + (one - meanMicros) ** 2, 0) / count;
  return {
    count,
    delayMs: meanMicros / 1000,
    spreadMs: Math.sqrt(variance) / 1000,
    durationMs: (lastMicros - firstMicros) / 1000,
  };
}

const neverSignalled = new Int32Array(new SharedArrayBuffer(4));

/** Sends packets on a schedule; one that is late goes out at once. */
async function sendAll({ host, port, packets, everyMicros, bytes }: Extract<ToProbe, { type: 'send' }>) {
  const start = nowMicros();
  for (let index = 0; index < packets; index++) {
    const waitMs = (start + index * everyMicros - nowMicros()) / 1000;
    if (waitMs > 0) Atomics.wait(neverSignalled, 0, 0, waitMs);
    const packet = Buffer.alloc(Math.max(bytes, SENT_AT_BYTES));
    packet.writeDoubleLE(nowMicros());
    socket.send(packet, port, host);
    await yieldToEvents(); // It leaves now.
  }
}

const { config, send } = childProcess<ProbeConfig, ToProbe, FromProbe>(async message => {
  if (message.type === 'send') {
    await sendAll(message);
    send({ type: 'sent' });
  }
  if (message.type === 'report') send({ type: 'reported', arrivals: arrivals() });
});

const socket = createSocket({ type: 'udp4', recvBufferSize: RECEIVE_BUFFER_BYTES });
socket.on('message', packet => {
  const now = nowMicros();
  if (delaysMicros.length === 0) firstMicros = now;
  lastMicros = now;
  delaysMicros.push(now - packet.readDoubleLE());
});
socket.on('error', error => send({ type: 'failed', reason: error.message }));
socket.bind(0, config.host, () => {
  runInRealTime();
  send({ type: 'ready', port: socket.address().port });
});
