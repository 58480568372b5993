import { expect, test } from 'vitest';
import { gate } from '../bench/gates.ts';
import type { MeasuredTrial } from '../bench/trial-schema.ts';
import { madeTrial } from './made-up-run.ts';

const hiccups = { seconds: 1, p50Ms: 0.1, p99Ms: 1, maxMs: 5 };
const sound = () => madeTrial({ scenario: 'ticker', point: 'default', transport: 'sse', block: 0 });
const judged = (change: (trial: MeasuredTrial) => void) => {
  const trial = sound();
  change(trial);
  return gate(trial, hiccups);
};

test('a sound trial passes', () => {
  expect(gate(sound(), hiccups)).toEqual([]);
});

test.each<[string, (trial: MeasuredTrial) => void, RegExp]>([
  ['a lost delivery', t => (t.deliveries.missing = 1), /^1 deliveries missing$/],
  ['a doubled delivery', t => (t.deliveries.duplicate = 2), /^2 deliveries duplicate$/],
  ['an early one', t => (t.deliveries.reordered = 3), /^3 deliveries out of order$/],
  [
    'a loss in warm-up',
    t => (t.deliveries.outsideWindow.missing = 4),
    /^4 deliveries missing outside the window$/,
  ],
  ['a slow reader', t => (t.server.connections.droppedSlow = 1), /slow reader/],
  ['an empty window', t => (t.deliveries.expected = 0), /^nothing was due/],
  [
    'a late publisher',
    t => (t.generator.publishLagP99Ms = 2.01),
    /^publisher late by 2.01 ms at p99, over the bound of 2.00 ms$/,
  ],
  ['a busy generator', t => (t.generator.cpuPercent = 81), /^client worker at 81% of a core, over 80%$/],
  [
    'a late server',
    t => (t.server.edgeLatenessMs = t.windowMs * 0.04),
    /^the server read its counters .* late/,
  ],
  [
    'a late client',
    t => (t.generator.edgeLatenessMs = t.windowMs * 0.04),
    /^a client worker read its counters .* late/,
  ],
])('%s makes it invalid and says why', (_, change, reason) => {
  const reasons = judged(change);
  expect(reasons).toHaveLength(1);
  expect(reasons[0]).toMatch(reason);
});

test('where latency is long, a tenth of its median is the bound for the publisher', () => {
  const slow = (trial: MeasuredTrial) => {
    if (trial.latencyMs) trial.latencyMs.fromSchedule.p50 = 500;
    trial.generator.publishLagP99Ms = 49;
  };
  expect(judged(slow)).toEqual([]);
});
