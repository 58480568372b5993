import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checked, statusInWords, textsOf } from '../../../report/planner/checked.ts';
import { FIRST_INPUT } from '../../../report/planner/controls.ts';
import {
  hasDistance,
  NO_DISTANCE,
  readRoundTrips,
  roundTripsInWords,
  roundTripsText,
} from '../../../report/planner/round-trips.ts';
import { hashOf, textsIn } from '../../../report/planner/state.ts';

const MIX = '60% 20 ms, 30% 80 ms, 10% 300 ms';

function faultOf(text: string): string {
  const read = readRoundTrips(text);
  if ('roundTrips' in read) throw new Error(`${text} is right`);
  return read.fault;
}

function roundTripsOf(text: string) {
  const read = readRoundTrips(text);
  if ('fault' in read) throw new Error(read.fault);
  return read.roundTrips;
}

describe('round trips as text', () => {
  test.each(['80', '80 ms', ' 80ms ', '80.0 MS'])('one number: %j', text => {
    expect(roundTripsOf(text)).toEqual([{ share: 1, rttMs: 80 }]);
  });

  test.each([MIX, '60%20ms;30%80ms;10%300ms', ' 60 % 20 ms , 30% 80, 10% 300 ms'])('a mix: %j', text => {
    const shares = roundTripsOf(text).map(({ share }) => share);
    expect(roundTripsOf(text).map(({ rttMs }) => rttMs)).toEqual([20, 80, 300]);
    for (const [index, share] of [0.6, 0.3, 0.1].entries()) expect(shares[index]).toBeCloseTo(share, 12);
  });

  test('three thirds are a whole', () => {
    const shares = roundTripsOf('33.3% 1, 33.3% 2, 33.3% 3').map(({ share }) => share);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  test('what is wrong, and what would be right', () => {
    const asked = 'Enter one number of ms, or a mix such as 60% 20 ms, 30% 80 ms, 10% 300 ms.';
    expect(faultOf(' ')).toBe(`No number. ${asked}`);
    expect(faultOf('far')).toBe(`“far” is not a share and a number of ms. ${asked}`);
    expect(faultOf('-5')).toBe(`“-5” is not a share and a number of ms. ${asked}`);
    expect(faultOf('60% 20 ms, 80 ms')).toBe(`“80 ms” is not a share and a number of ms. ${asked}`);
    expect(faultOf('60% 20 ms,')).toBe(`“” is not a share and a number of ms. ${asked}`);
    expect(faultOf('60% 20 ms, 30% 80 ms')).toBe('The shares add up to 90%, not to 100%.');
    expect(faultOf('70% 20, 70% 80')).toBe('The shares add up to 140%, not to 100%.');
    expect(faultOf('100% 20, 0% 80')).toBe('“0% 80” is no share: it must be above 0%.');
    expect(faultOf('2001')).toBe('Too large: at most 2,000 ms.');
    expect(faultOf('50% 20, 50% 9999')).toBe('Too large: at most 2,000 ms.');
    expect(faultOf(Array(11).fill('9% 5').join(','))).toBe('Too many parts: at most 10.');
    expect(faultOf('x'.repeat(500))).toMatch(/^“x{24}…” is not/);
  });

  test('are read again as they were written', () => {
    for (const text of [MIX, '80', '0', '12.5']) expect(roundTripsText(roundTripsOf(text))).toBe(text);
    expect(roundTripsInWords(roundTripsOf('80'))).toBe('80 ms');
    expect(roundTripsInWords(roundTripsOf(MIX))).toBe('20 ms for 60%, 80 ms for 30% and 300 ms for 10%');
  });

  test('never break the reader, whatever stands in the field', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9 %.,ms-]{0,40}$/)), text => {
        const read = readRoundTrips(text);
        if ('fault' in read) {
          expect(read.fault).toMatch(/\.$/);
          return;
        }
        const whole = read.roundTrips.reduce((sum, { share }) => sum + share, 0);
        expect(whole).toBeCloseTo(1, 9);
        for (const { rttMs } of read.roundTrips) expect(rttMs >= 0 && rttMs <= 2000).toBe(true);
      }),
      { seed: 1, numRuns: 1000 },
    );
  });

  test('0 is no distance', () => {
    expect(hasDistance(NO_DISTANCE)).toBe(false);
    expect(hasDistance(roundTripsOf('50% 0, 50% 1'))).toBe(true);
    expect(hasDistance()).toBe(false);
  });
});

describe('the form with round trips', () => {
  const texts = (roundTrips: string) => ({ ...textsOf(FIRST_INPUT), roundTrips });

  test('begins without distance, and says nothing of it', () => {
    expect(checked(textsOf(FIRST_INPUT))).toEqual({ input: FIRST_INPUT, faults: {} });
    expect(checked(texts('0'))).toEqual({ input: FIRST_INPUT, faults: {} });
    expect(hashOf(FIRST_INPUT)).not.toContain('rtt');
  });

  test('keeps them in its link', () => {
    const { input } = checked(texts(MIX));
    if (!input) throw new Error('the mix is not taken');
    const linked = textsIn(hashOf(input));
    expect(linked?.roundTrips).toBe(MIX);
    expect(linked && checked(linked).input).toEqual(input);
    expect(textsIn('#plan?rtt=80')?.roundTrips).toBe('80');
  });

  test('says at the field what is wrong, and has no result', () => {
    const now = checked(texts('60% 20 ms'));
    expect(now.input).toBeNull();
    expect(now.faults).toEqual({ roundTrips: 'The shares add up to 60%, not to 100%.' });
    expect(statusInWords(now)).toContain('Not valid now: “Round trip to the users”.');
  });
});
