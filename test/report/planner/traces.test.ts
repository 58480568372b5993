import { describe, expect, test } from 'vitest';
import { checked, textsOf } from '../../../report/planner/checked.ts';
import { FIRST_INPUT } from '../../../report/planner/controls.ts';
import { traceTexts } from '../../../report/planner/trace-texts.ts';
import { tracesOf } from '../../../report/planner/traces.ts';
import { replayed } from '../../made/replayed.ts';
import { madeRun, madeScenario } from '../../made/run.ts';

describe('the numbers of a trace', () => {
  test('are those at its own speed', () => {
    // 2.2 s · 10,080 = 6.16 h, in which each of 120 subscribers gets 5 events.
    expect(tracesOf(replayed())).toEqual([
      {
        name: 'quakes.ndjson',
        input: {
          subscribers: 120,
          eventsPerUserHour: 0.812,
          subscribersPerEvent: 10,
          payloadBytes: 148,
        },
      },
    ]);
  });

  test('fill in the form, and leave the other fields as they are', () => {
    const [trace] = tracesOf(replayed());
    if (!trace) throw new Error('no trace');
    const texts = { ...textsOf(FIRST_INPUT), cores: 'none', ...traceTexts(trace) };
    expect(texts).toMatchObject({ cores: 'none', subscribers: '120', payloadBytes: '148' });
    expect(checked({ ...texts, cores: '4' }).input).toEqual({ ...FIRST_INPUT, ...trace.input });
  });

  test('are none without a valid trial, without events, and of other arrivals', () => {
    expect(tracesOf(replayed(trial => Object.assign(trial, { status: 'invalid' })))).toEqual([]);
    expect(tracesOf(replayed(trial => Object.assign(trial.deliveries, { expected: 0 })))).toEqual([]);
    expect(tracesOf(madeRun([madeScenario('ticker', 1)], []))).toEqual([]);
  });
});
