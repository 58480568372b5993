import { expect, test } from 'vitest';
import { judge } from '../../../bench/gates/judge.ts';
import type { PathFigures } from '../../../results/format/path.ts';
import type { Path } from '../../../scenarios/load/path.ts';
import { madeTrial } from '../../made/run.ts';

const hiccups = { seconds: 1, p50Ms: 0.1, p99Ms: 0.5, maxMs: 5, loopDelayP99Ms: 1 };
const arrivals = { kind: 'periodic', ratePerSecond: 25 } as const;
const none = { packets: 1000, lostPackets: 0, overflowedPackets: 0, cutPackets: 0, queuedMaxBytes: 0 };
const path: PathFigures = { down: none, up: none, relayCpuPercent: 5, relayLateP99Ms: 0.2 };
const judged = (
  figures: Partial<PathFigures>,
  {
    pathFaults,
    retransmitted = 0,
    limited = {},
  }: { pathFaults?: string[]; retransmitted?: number; limited?: Partial<Path> } = {},
) => {
  const trial = madeTrial({ scenario: 'ticker', point: 'default', transport: 'sse', block: 0 });
  trial.path = { ...path, ...figures };
  trial.bandwidth.ledger = {
    headerBytes: 0,
    remainderBytes: 0,
    remainderPercent: 0,
    retransmittedSegments: retransmitted,
  };
  // A cable may lose one packet of a thousand: none of these.
  trial.bandwidth.wire = { downBytes: 9000, upBytes: 9000, downPackets: 90, upPackets: 90 };
  const load = { arrivals, path: { rttMs: 80, ...limited } };
  return judge(trial, { hiccups, largestBatchPerWorker: 10, load, ...(pathFaults && { pathFaults }) })
    .reasons;
};

test('a path as it should be passes', () => {
  expect(judged({})).toEqual([]);
});

test('a path that its calibration did not recover makes its trials invalid', () => {
  expect(judged({}, { pathFaults: ['the delay down is 44.00 ms, not 40.00 ms'] })).toEqual([
    'the path was not what it should be: the delay down is 44.00 ms, not 40.00 ms',
  ]);
});

test('a relay without CPU, and one that is late', () => {
  expect(judged({ relayCpuPercent: 61 })).toEqual(['path relay at 61% of a core, over 60%']);
  // 2 × 0.5 ms for the idle machine; 2% of 40 ms would be less.
  expect(judged({ relayLateP99Ms: 1.01 })).toEqual([
    'path relay late by 1.01 ms at p99, over the bound of 1.00 ms',
  ]);
});

test('packets that an end dropped are none of the path, and its losses are', () => {
  expect(judged({ droppedAtEnds: 0, down: { ...none, lostPackets: 10 } })).toEqual([]);
  expect(judged({ droppedAtEnds: 3 }, { limited: { downKbitPerSecond: 256 } })).toEqual([
    '3 packets were dropped before the path, by no parameter of it',
  ]);
  expect(judged({ droppedAtEnds: null })).toEqual([]);
});

test('segments may be retransmitted where the path lost packets, and only there', () => {
  const lossy = { down: { ...none, lostPackets: 10 } };
  const retransmitted = 31;
  expect(judged(lossy, { retransmitted: 25 })).toEqual([]);
  expect(judged({}, { retransmitted })).toEqual(['31 TCP segments were retransmitted']);
});

test('segments may be retransmitted where a queue delays them, though none was lost', () => {
  expect(judged({}, { retransmitted: 31, limited: { downKbitPerSecond: 256 } })).toEqual([]);
  expect(judged({}, { retransmitted: 31, limited: { upKbitPerSecond: 256 } })).toEqual([]);
});
