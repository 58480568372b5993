import { describe, expect, test } from 'vitest';
import { judge } from '../../../bench/gates/judge.ts';
import { renderGates } from '../../../report/point/gates.ts';
import { gateInWords } from '../../../report/words/gate.ts';
import type { Trial } from '../../../results/format/trial.ts';
import { textOf } from '../../harness/report-text.ts';
import { place, trial, viewOf } from '../../made/point.ts';
import { failedTrial, invalidTrial } from '../../made/run.ts';

describe('the gates of a point', () => {
  const gatesText = (trials: Trial[]) => textOf(renderGates(viewOf(trials)).text);

  test('all passed', () => {
    expect(gatesText([trial('sse'), trial('websocket', { wire: 300 })])).toMatch(
      /All 2 trials passed all 19 gates\./,
    );
    expect(renderGates(viewOf([trial('sse')])).text).not.toContain('warn');
  });

  test('some failed: which, how often, and by how much at worst', () => {
    const view = viewOf([
      trial('sse'),
      invalidTrial(place('sse', 1), { lagMs: 5 }),
      invalidTrial(place('websocket', 1), { lagMs: 9, missing: 3 }),
    ]);
    const { text: page } = renderGates(view);
    const text = textOf(page);
    expect(page).toContain('class="detail warn"');
    expect(text).toMatch(
      /2 of 3 trials failed a gate and are excluded: deliveries missing \(1\), publisher lag \(2\)\./,
    );
    expect(text).toMatch(/publisher lag 2\.00 ms 9\.00 ms WebSocket, block 2 2 of 3/);
    expect(text).toMatch(/deliveries missing 0 3 deliveries WebSocket, block 2 1 of 3/);
    expect(text).toMatch(/deliveries duplicate 0 0 deliveries — 0 of 3/);
  });

  test('the worst is the one nearest to its own bound', () => {
    const near = trial('sse', { lagMs: 1.9 });
    const far = trial('websocket', { lagMs: 3 });
    // A slow transport may be measured with a later publisher.
    for (const gate of far.gates)
      if (gate.id === 'publisher-lag') Object.assign(gate, { bound: 50, passed: true });
    expect(gatesText([near, far])).toMatch(/publisher lag 2\.00 ms 1\.90 ms SSE, block 1/);
  });

  test('trials that ended in an error never reached a gate', () => {
    const broken = failedTrial(place('websocket'), ['ECONNREFUSED']);
    expect(gatesText([trial('sse'), broken])).toMatch(
      /The only trial passed all 18 gates\. 1 trial ended in an error/,
    );
    expect(gatesText([broken])).toMatch(/No trial reached the gates\. 1 trial ended in an error/);
  });

  test('every gate of the bench has words', () => {
    const { gates } = judge(trial('sse', { wire: 300 }), {
      hiccups: { seconds: 1, p50Ms: 1, p99Ms: 1, maxMs: 1, loopDelayP99Ms: 1 },
      largestBatchPerWorker: 1,
      load: { arrivals: { kind: 'periodic', ratePerSecond: 1 } },
    });
    expect(gates.filter(({ id }) => gateInWords(id) === id)).toEqual([]);
    expect(gates.length).toBeGreaterThan(15);
    expect(gateInWords('a gate to come')).toBe('a gate to come');
  });
});
