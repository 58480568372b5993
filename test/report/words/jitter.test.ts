import { expect, test } from 'vitest';
import { viewPoint } from '../../../report/model/point.ts';
import { jitterInWords } from '../../../report/words/jitter.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { at, everyone, type Part, runOf } from '../../made/claims.ts';
import { madeRecovery } from '../../made/outcomes.ts';
import { spreadMs, summarise } from '../../made/trial.ts';

withoutKnownSpreads();

function saidOf(...parts: Part[]): string | null {
  const run = runOf(...parts);
  return jitterInWords(
    run.scenarios.flatMap(scenario => scenario.points.map(point => viewPoint(run, scenario, point))),
  );
}

/** A storm in which push has this peak and this last subscriber, and polls are always the same. */
const storm = (point: string, peak: number, lastMs: number, load = {}) =>
  at(
    'reconnect-storm',
    point,
    everyone(transport => ({
      alter(trial) {
        const isPoll = transport === 'short-polling' || transport === 'long-polling';
        trial.recovery = madeRecovery({
          peakConnectionsPerSecond: isPoll ? 100 : peak,
          sinceClearedMs: { ...summarise(spreadMs(100, 400, 10)), max: isPoll ? 5000 : lastMs },
        });
      },
    })),
    { load },
  );

test('jitter may lower the peak and hold up the last subscriber', () => {
  expect(saidOf(storm('fixed', 1000, 500), storm('jittered', 400, 2000))).toBe(
    'With jitter, the busiest second has fewer new connections with SSE and WebSocket (×0.400); at most 10% of change with short polling and long polling (×1.00). ' +
      'The last subscriber catches up later with SSE and WebSocket (×4.00); at most 10% of change with short polling and long polling (×1.00). ' +
      'Ratios of medians, without an interval.',
  );
});

test('it may do the reverse', () => {
  expect(saidOf(storm('fixed', 400, 2000), storm('jittered', 1000, 500))).toMatch(
    /^With jitter, the busiest second has more new connections with SSE and WebSocket \(×2\.50\);.* The last subscriber catches up sooner with SSE and WebSocket \(×0\.250\);/,
  );
});

test('nothing is said of points that differ by more, and of one alone', () => {
  expect(saidOf(storm('fixed', 1000, 500))).toBeNull();
  expect(saidOf(storm('fixed', 1000, 500), storm('jittered', 400, 2000, { payloadBytes: 999 }))).toBeNull();
});
