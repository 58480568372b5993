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
    'With jitter: connections opened in the busiest second ×0.400 (SSE and WebSocket) and within 10% (short polling and long polling). ' +
      'Time from the fault cleared until caught up, last subscriber: ×4.00 (SSE and WebSocket) and within 10% (short polling and long polling). Without an interval.',
  );
});

test('it may do the reverse', () => {
  expect(saidOf(storm('fixed', 400, 2000), storm('jittered', 1000, 500))).toMatch(
    /^With jitter: connections opened in the busiest second ×2\.50 \(SSE and WebSocket\) .*last subscriber: ×0\.250 \(SSE and WebSocket\)/,
  );
});

test('nothing is said of points that differ by more, and of one alone', () => {
  expect(saidOf(storm('fixed', 1000, 500))).toBeNull();
  expect(saidOf(storm('fixed', 1000, 500), storm('jittered', 400, 2000, { payloadBytes: 999 }))).toBeNull();
});
