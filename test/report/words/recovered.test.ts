import { expect, test } from 'vitest';
import { viewPoint } from '../../../report/model/point.ts';
import { lastCaughtUpInWords } from '../../../report/words/recovered.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { at, everyone, type Part, runOf } from '../../made/claims.ts';
import { madeRecovery } from '../../made/outcomes.ts';
import { spreadMs, summarise } from '../../made/trial.ts';

withoutKnownSpreads();

function saidOf(...parts: Part[]): string | null {
  const run = runOf(...parts);
  return lastCaughtUpInWords(
    run.scenarios.flatMap(scenario => scenario.points.map(point => viewPoint(run, scenario, point))),
  );
}

/** A fault after which the last subscriber of SSE is back so late, and of the others after 1 s. */
const fault = (point: string, lastMs: number | null, blocks = 5) =>
  at(
    'restart',
    point,
    everyone(transport => ({
      alter(trial) {
        const ms = transport === 'sse' || lastMs === null ? lastMs : 1000;
        trial.recovery = madeRecovery({
          sinceClearedMs: ms === null ? null : { ...summarise(spreadMs(100, 900, 10)), max: ms },
        });
      },
    })),
    { blocks },
  );

const START = 'Time from the fault cleared until caught up, last subscriber:';

test('the last subscriber has the first and the last transport, at each of few points', () => {
  expect(saidOf(fault('killed', 3000))?.replaceAll('\u00a0', ' ')).toBe(
    `${START} 1.00 s (short polling) to 3.00 s (SSE).`,
  );
  expect(saidOf(fault('killed', 3000), fault('cut', 1000))?.replaceAll('\u00a0', ' ')).toBe(
    `${START} 1.00 s (short polling) to 3.00 s (SSE) at “the server is killed, and back after 2 s”; 1.00 s at “all cables are cut for 5 s”.`,
  );
});

test('more points have their ends together', () => {
  const points = ['a', 'b', 'c', 'd'].map((point, index) => fault(point, 2000 + 1000 * index));
  expect(saidOf(...points)?.replaceAll('\u00a0', ' ')).toBe(`${START} 1.00 to 5.00 s at 4 points.`);
});

test('one block is said, and nothing where nobody caught up', () => {
  expect(saidOf(fault('killed', 3000, 1))).toMatch(/\(SSE\)\. One block has no interval\.$/);
  expect(saidOf(fault('killed', null))).toBeNull();
});
