import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { deliveredKbitPerSecond } from '../../../bench/replay/traced-bandwidth.ts';
import type { Load } from '../../../scenarios/load/load.ts';
import { load } from '../../harness/trial-setup.ts';
import { TRACE_START_MS, traceLines } from '../../made/trace.ts';

/** A load that replays events with payloads of these many bytes, so many ms after the start. */
function tracedLoad(events: [afterMs: number, topic: string, bytes: number][], speed: number): Load {
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-trace-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'made.ndjson');
  const lines = events.map(([afterMs, topic, bytes]) => ({
    time: TRACE_START_MS + afterMs,
    topic,
    payloadText: `"${'x'.repeat(bytes - 2)}"`,
  }));
  writeFileSync(file, traceLines(lines));
  return {
    ...load,
    subscribers: 3,
    audience: { kind: 'trace' },
    arrivals: { kind: 'trace', file, speed },
  };
}

test('a trace takes its payloads times their followers, over the time of its replay', () => {
  // Three subscribers of two topics: two follow a. 2 × 1,000 + 1 × 500 + 2 × 250 bytes in 4 s.
  const events: [number, string, number][] = [
    [0, 'a', 1000],
    [1000, 'b', 500],
    [8000, 'a', 250],
  ];
  expect(deliveredKbitPerSecond(tracedLoad(events, 2))).toEqual({ down: (8 * 3) / 4, up: 0 });
});

test('events that come all at once count as in a second', () => {
  expect(deliveredKbitPerSecond(tracedLoad([[0, 'a', 1000]], 1))).toEqual({ down: 24, up: 0 });
});

test('a load without a trace has what its rate and payload say', () => {
  // 100 notifications of 200 B to one of its subscribers each.
  expect(deliveredKbitPerSecond(load)).toEqual({ down: 160, up: 0 });
});
