import { setImmediate as yieldToEvents } from 'node:timers/promises';
import type { PathFigures } from '../../../results/format/path.ts';
import { nowMicros } from '../../../scenarios/load/notification.ts';
import type { Path } from '../../../scenarios/load/path.ts';
import { createLatencyRecorder, summarise } from '../../meters/latency-recorder.ts';
import { type Window, waitUntil } from '../../meters/window.ts';
import { childProcess } from '../../processes/child-side.ts';
import type { FromRelay, RelayConfig, RelayedDirection, ToRelay } from '../../processes/path-messages.ts';
import { runInRealTime } from '../../processes/real-time.ts';
import { type Direction, direction } from './direction.ts';
import { line } from './line.ts';
import { frameWaiter, openTap, type Tap, waitWithoutSlack } from './taps.ts';

// The process between server and clients: it holds each Ethernet frame for as long as the path
// says, or drops it.

/** The longest wait, so that a message of the bench is answered soon. */
const LONGEST_WAIT_MICROS = 10_000;
const SEED_STEP = 1000;

type Side = 'down' | 'up';

/** The delays that one direction gave, and how late its frames left. */
function delays() {
  let [count, sumMicros, sumSquares] = [0, 0, 0];
  return {
    taken(micros: number) {
      count++;
      sumMicros += micros;
      sumSquares += micros * micros;
    },
    /** Mean and standard deviation in ms since the last call. */
    summary() {
      const meanMicros = count === 0 ? 0 : sumMicros / count;
      const variance = count === 0 ? 0 : sumSquares / count - meanMicros ** 2;
      [count, sumMicros, sumSquares] = [0, 0, 0];
      return { delayMs: meanMicros / 1000, spreadMs: Math.sqrt(Math.max(0, variance)) / 1000 };
    },
  };
}

const both = (path: Path, seed: number): Record<Side, Direction> => ({
  down: direction(path, path.downKbitPerSecond, seed, nowMicros()),
  up: direction(path, path.upKbitPerSecond, seed + SEED_STEP, nowMicros()),
});

/** Waits for the window, and returns what the path did in it. Rejects when `signal` aborts. */
async function measure(
  { fromMicros, toMicros }: Window,
  signal: AbortSignal,
): Promise<PathFigures & { cpuMicros: number }> {
  await waitUntil(fromMicros, signal);
  directions.down.counts();
  directions.up.counts();
  late = createLatencyRecorder();
  const cpuBefore = process.cpuUsage();
  await waitUntil(toMicros, signal);
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    down: directions.down.counts(),
    up: directions.up.counts(),
    relayCpuPercent: (100 * (user + system)) / (toMicros - fromMicros),
    relayLateP99Ms: summarise([late.record()])?.p99 ?? 0,
    cpuMicros: user + system,
  };
}

/** Everything since the path was set. */
const counted = (side: Side): RelayedDirection => ({
  ...directions[side].counts(),
  ...given[side].summary(),
});

/** Both taps. Where the system does not allow them, the bench is told why and ends this process. */
async function openedTaps(): Promise<[server: Tap, clients: Tap]> {
  try {
    return [openTap(config.taps[0]), openTap(config.taps[1])];
  } catch (error) {
    send({ type: 'failed', reason: (error as Error).message });
    return await new Promise(() => {});
  }
}

const { config, send } = childProcess<RelayConfig, ToRelay, FromRelay>(async message => {
  if (message.type === 'path') {
    // A trial that failed leaves its window to nobody.
    measuring.abort();
    directions = both(message.path, message.seed);
    for (const side of ['down', 'up'] as const) {
      lines[side].follow(directions[side]);
      given[side].summary();
    }
    send({ type: 'set' });
  }
  if (message.type === 'cut') {
    directions.down.cut(message.isCut);
    directions.up.cut(message.isCut);
    send({ type: 'cut-set' });
  }
  if (message.type === 'count') send({ type: 'counted', down: counted('down'), up: counted('up') });
  if (message.type === 'measure') {
    const { window } = message;
    measuring.abort();
    measuring = new AbortController();
    const measured = await measure(window, measuring.signal).catch(() => null);
    if (measured === null) return;
    const { cpuMicros, ...figures } = measured;
    send({ type: 'measured', window, figures, cpuMicros });
  }
});

let late = createLatencyRecorder();
let measuring = new AbortController();
const given = { down: delays(), up: delays() };
let directions = both({ rttMs: 0 }, 0);
const [server, clients] = await openedTaps();
const passed = (lateMicros: number) => late.add(lateMicros);
const lines = {
  down: line(server, clients, directions.down, { taken: given.down.taken, passed }),
  up: line(clients, server, directions.up, { taken: given.up.taken, passed }),
};
const wait = frameWaiter([server, clients]);
waitWithoutSlack();
runInRealTime();
send({ type: 'ready' });
for (;;) {
  const dueMicros = Math.min(lines.down.relay(), lines.up.relay());
  await yieldToEvents();
  wait(Math.min(LONGEST_WAIT_MICROS, dueMicros - nowMicros()));
}
