import { describe, expect, test } from 'vitest';
import { checked, textsOf } from '../../../report/planner/checked.ts';
import { FIRST_INPUT } from '../../../report/planner/controls.ts';
import { traceTexts } from '../../../report/planner/trace-texts.ts';
import { tracesOf } from '../../../report/planner/traces.ts';
import type { Run } from '../../../results/format/run.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { madeRun, madeScenario, madeTrial } from '../../made/run.ts';

/** A run of a trace of 60 events to 10 of 120 subscribers each, at 10,080 times its speed. */
function runOf(change: (trial: MeasuredTrial) => void = () => {}): Run {
  const scenario = madeScenario('trace', 1);
  const [point] = scenario.points;
  if (!point) throw new Error('a made-up scenario has a point');
  point.load = {
    ...point.load,
    subscribers: 120,
    audience: { kind: 'trace' },
    arrivals: { kind: 'trace', file: 'quakes.ndjson', speed: 10_080 },
  };
  const trial = madeTrial({ scenario: 'trace', point: point.id, transport: 'sse', block: 0 });
  trial.windowMs = 2200;
  trial.deliveries.expected = 600;
  trial.generator.publishedInWindow = 60;
  trial.bandwidth.payloadBytes = 88_610;
  change(trial);
  return madeRun([scenario], [trial]);
}

describe('the numbers of a trace', () => {
  test('are those at its own speed', () => {
    // 2.2 s · 10,080 = 6.16 h, in which each of 120 subscribers gets 5 events.
    expect(tracesOf(runOf())).toEqual([
      {
        name: 'quakes.ndjson',
        input: {
          subscribers: 120,
          eventsPerUserHour: 0.8117,
          subscribersPerEvent: 10,
          payloadBytes: 148,
        },
      },
    ]);
  });

  test('fill in the form, and leave the other fields as they are', () => {
    const [trace] = tracesOf(runOf());
    if (!trace) throw new Error('no trace');
    const texts = { ...textsOf(FIRST_INPUT), cores: 'none', ...traceTexts(trace) };
    expect(texts).toMatchObject({ cores: 'none', subscribers: '120', payloadBytes: '148' });
    expect(checked({ ...texts, cores: '4' }).input).toEqual({ ...FIRST_INPUT, ...trace.input });
  });

  test('are none without a valid trial, without events, and of other arrivals', () => {
    expect(tracesOf(runOf(trial => Object.assign(trial, { status: 'invalid' })))).toEqual([]);
    expect(tracesOf(runOf(trial => Object.assign(trial.deliveries, { expected: 0 })))).toEqual([]);
    expect(tracesOf(madeRun([madeScenario('ticker', 1)], []))).toEqual([]);
  });
});
