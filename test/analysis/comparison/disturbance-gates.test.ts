import { describe, expect, test } from 'vitest';
import {
  CLIENT_GATES,
  DISTURBANCE_GATES,
  MACHINE_GATES,
  QUOTA_GATES,
} from '../../../analysis/comparison/disturbance-gates.ts';
import { isDisturbed } from '../../../analysis/runs/disturbed.ts';
import { invalidTrials } from '../../../report/model/invalid-trials.ts';
import { gateInWords } from '../../../report/words/gate.ts';
import type { Trial } from '../../../results/format/trial.ts';
import { madeRun, madeScenario, madeTrial } from '../../made/run.ts';

const failing = (...ids: string[]): Trial => ({
  ...madeTrial({ scenario: 'ticker', point: 'p0', transport: 'sse', block: 0 }),
  status: 'invalid',
  gates: ids.map(id => ({ id, measured: 2, bound: 1, unit: 'ms', passed: false })),
});
const causeOf = (trial: Trial) => invalidTrials(madeRun([madeScenario('ticker', 1)], [trial])).cause;

describe('the gates of a disturbed machine', () => {
  test('are gates that the lab has, each named once', () => {
    for (const id of DISTURBANCE_GATES) expect(gateInWords(id)).not.toBe(id);
    expect(new Set(DISTURBANCE_GATES).size).toBe(DISTURBANCE_GATES.length);
    for (const id of [...QUOTA_GATES, ...MACHINE_GATES, ...CLIENT_GATES])
      expect(DISTURBANCE_GATES).toContain(id);
  });

  test.each(DISTURBANCE_GATES)('%s is one, and the advice to the reader says so too', id => {
    expect(isDisturbed(failing(id))).toBe(true);
    expect(causeOf(failing(id))).toBe(QUOTA_GATES.includes(id) ? 'quota' : 'others');
  });

  test('are not those on a transport', () => {
    for (const id of ['missing', 'duplicate', 'reconnects', 'retransmits', 'rate']) {
      expect(isDisturbed(failing(id))).toBe(false);
      expect(isDisturbed(failing(id, 'steal'))).toBe(false);
      expect(causeOf(failing(id))).toBeNull();
    }
  });
});
