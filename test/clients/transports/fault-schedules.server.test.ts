import { describe, expect, onTestFinished, test } from 'vitest';
import { longPolling } from '../../../clients/transports/long-polling.ts';
import { shortPolling } from '../../../clients/transports/short-polling.ts';
import { sse } from '../../../clients/transports/sse.ts';
import type { Connect } from '../../../clients/transports/subscriber.ts';
import { tcpFloor } from '../../../clients/transports/tcp-floor.ts';
import { websocket } from '../../../clients/transports/websocket.ts';
import { WEBSOCKET_ENCODINGS } from '../../../scenarios/load/transport-options.ts';
import { onSlowReader } from '../../../servers/transports/slow-reader.ts';
import { BROKEN_CLIENTS } from '../../harness/broken-clients.ts';
import { type FaultRun, runFaults, type Verdict } from '../../harness/fault-run.ts';
import { faultSchedule, type Step } from '../../harness/fault-schedule.ts';

/**
 * Seeds of each transport. To hunt: `FAULT_FIRST_SEED=1000 FAULT_SCHEDULES=400 vitest run
 * test/clients/transports/fault-schedules.server.test.ts`.
 */
const SCHEDULES = Number(process.env.FAULT_SCHEDULES ?? 44);
const FIRST_SEED = Number(process.env.FAULT_FIRST_SEED ?? 1);
const AT_ONCE = 16;

const WAIT_SECONDS = 1;
/** Longer than that wait, and than two of the faulted server's heartbeats. */
const SILENCE_MS = { 'long-polling': 1500, others: 500 };

/** The client of each transport; its options change with the seed. */
const CLIENTS = {
  'short-polling': seed =>
    shortPolling({
      intervalMs: 20,
      phaseMs: () => 0,
      keepAlive: seed % 3 > 0,
      pacing: seed % 2 > 0 ? 'fixed' : 'pause',
    }),
  'long-polling': seed => longPolling({ waitSeconds: WAIT_SECONDS, keepAlive: seed % 3 > 0 }),
  sse: () => sse,
  websocket: seed => websocket({ encoding: WEBSOCKET_ENCODINGS[seed % 3] }),
  // It has no heartbeat. Told to watch all the same, it also leaves connections that are only idle,
  // and must lose nothing by that.
  'tcp-floor': () => tcpFloor,
} satisfies Record<string, (seed: number) => Connect>;
type Faulted = keyof typeof CLIENTS;

/**
 * Seeds that once failed, and what was wrong. A seed means the same schedule as long as
 * test/harness/fault-schedule.ts stays as it is. 3: `close('cut')` while a connection that served
 * one poll was being ended never resolved, and left its socket open.
 */
const FAILED_ONCE: Partial<Record<Faulted, number[]>> = { 'short-polling': [3], 'long-polling': [3] };

function run(transport: Faulted, seed: number, given: Partial<FaultRun> = {}): Promise<Verdict> {
  return runFaults({
    transports: transport === 'tcp-floor' ? transport : [transport],
    connect: CLIENTS[transport](seed),
    seed,
    steps: faultSchedule(seed),
    silenceMs: SILENCE_MS[transport === 'long-polling' ? transport : 'others'],
    ...given,
  });
}

async function runAll(transport: Faulted, seeds: readonly number[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  const queue = seeds[Symbol.iterator]();
  const lane = async () => {
    for (const seed of queue) verdicts.push(await run(transport, seed));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return verdicts;
}

const seeds = Array.from({ length: SCHEDULES }, (_, index) => FIRST_SEED + index);

describe('random faults: nothing missing, nothing doubled, nothing out of order', () => {
  test.each(Object.keys(CLIENTS) as Faulted[])('%s', { timeout: 600_000 }, async transport => {
    let slowReaders = 0;
    onTestFinished(onSlowReader(() => slowReaders++));
    const verdicts = await runAll(transport, [...new Set([...(FAILED_ONCE[transport] ?? []), ...seeds])]);
    expect(
      verdicts
        .map(({ fault }) => fault)
        .filter(Boolean)
        .join('\n\n'),
    ).toBe('');
    // The faults were felt.
    const breaks = verdicts.flatMap(verdict => verdict.breaks);
    expect(breaks).toContainEqual(expect.stringContaining('nothing heard'));
    expect(breaks).toContain('read ECONNRESET');
    if (!transport.endsWith('polling')) expect(slowReaders).toBeGreaterThan(0);
  });
});

test('every kind of step occurs, and the same seed gives the same steps', () => {
  const kinds = new Set(seeds.flatMap(seed => faultSchedule(seed).map(({ kind }) => kind)));
  expect([...kinds].sort()).toEqual(
    ['half-open', 'heal', 'pause', 'publish', 'reset', 'stall', 'start', 'stop'].toSorted(),
  );
  expect(faultSchedule(7)).toEqual(faultSchedule(7));
  expect(faultSchedule(7)).not.toEqual(faultSchedule(8));
});

describe('a client that does wrong is found out, and the schedule told', () => {
  const steps: Step[] = [
    { kind: 'publish', topic: 'shared', count: 5, padBytes: 0 },
    { kind: 'publish', topic: 'own', count: 5, padBytes: 0 },
    { kind: 'pause', ms: 100 },
    { kind: 'stop', how: 'killed' },
    { kind: 'publish', topic: 'shared', count: 5, padBytes: 0 },
    { kind: 'start' },
    // So that a client without a cursor is back before the last notifications.
    { kind: 'pause', ms: 500 },
    { kind: 'half-open', links: [0], swallows: { up: true, down: true } },
    { kind: 'publish', topic: 'shared', count: 5, padBytes: 0 },
    { kind: 'pause', ms: 100 },
  ];

  test('the others are not', async () => {
    expect((await run('sse', 7, { steps })).fault).toBe('');
  });

  test.each(BROKEN_CLIENTS)('%s', async (_, breaks, verdict) => {
    const { fault } = await run('sse', 7, { steps, connect: breaks(sse), patienceMs: 3000 });
    expect(fault).toMatch(verdict);
    expect(fault).toContain(
      'seed 7 on sse:\n  0: {"kind":"publish","topic":"shared","count":5,"padBytes":0}\n',
    );
  });
});
