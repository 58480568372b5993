import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  CONTROLS,
  FIRST_INPUT,
  INPUT_NAMES,
  inputFrom,
  type PlanInput,
} from '../../../report/planner/controls.ts';
import { lastPlace, placeOf, valueAt } from '../../../report/planner/slider.ts';
import { hashOf, inputOf } from '../../../report/planner/state.ts';

/** Whether each number is one that its control allows. */
function isAllowed(input: PlanInput): boolean {
  return INPUT_NAMES.every(name => {
    const { min, max, whole } = CONTROLS[name];
    return input[name] >= min && input[name] <= max && (!whole || Number.isInteger(input[name]));
  });
}

const anyInput = fc
  .tuple(
    ...INPUT_NAMES.map(name => {
      const { min, max, whole } = CONTROLS[name];
      return whole ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
    }),
  )
  .map(values => inputFrom(name => values[INPUT_NAMES.indexOf(name)] as number));

describe('a link to numbers', () => {
  test('is a hash that a person can read', () => {
    expect(hashOf(FIRST_INPUT)).toBe(
      '#plan?subscribers=2000&events=60&payload=300&latency=500&cores=4&gb=0.09&core=20',
    );
  });

  test('gives back every number that it was made of', () => {
    fc.assert(
      fc.property(anyInput, input => {
        expect(inputOf(hashOf(input))).toEqual(input);
      }),
    );
  });

  test.each(['', '#', '#plan', '#planner?subscribers=10', '#scenario.chat', 'plan?subscribers=10', '#PLAN?'])(
    'is not: %j',
    hash => {
      expect(inputOf(hash)).toBeNull();
    },
  );
});

describe('a link that anybody may have written', () => {
  test('keeps the first number where one is missing or is no decimal number', () => {
    expect(inputOf('#plan?')).toEqual(FIRST_INPUT);
    for (const text of ['', ' ', 'NaN', 'Infinity', 'many', '0x10', '1,000', '12px', '1e', '%E0%A4%']) {
      expect(inputOf(`#plan?subscribers=${text}`)).toEqual(FIRST_INPUT);
    }
    expect(inputOf('#plan?__proto__=1&constructor=2&toString=3&events')).toEqual(FIRST_INPUT);
  });

  test('takes what is out of bounds as the nearest that is allowed', () => {
    expect(inputOf('#plan?subscribers=-5&events=0&latency=1e999&cores=-1e999&gb=-0.5')).toEqual({
      ...FIRST_INPUT,
      subscribers: 10,
      eventsPerUserHour: 0.1,
      acceptableMs: 60_000,
      cores: 1,
      pricePerGb: 0,
    });
    expect(inputOf(`#plan?subscribers=${'9'.repeat(500)}`)?.subscribers).toBe(1_000_000);
    expect(inputOf('#plan?gb=-0')?.pricePerGb).toBe(0);
  });

  test('takes whole numbers of what cannot be divided, and the first of two', () => {
    expect(inputOf('#plan?subscribers=99.6&cores=2.2&payload=1.5e3')).toMatchObject({
      subscribers: 100,
      cores: 2,
      payloadBytes: 1500,
    });
    expect(inputOf('#plan?cores=2&cores=64')?.cores).toBe(2);
  });

  test('never gives a number that is not allowed', () => {
    const text = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String));
    fc.assert(
      fc.property(fc.array(text, { minLength: 7, maxLength: 7 }), texts => {
        const pairs = INPUT_NAMES.map((name, index) => `${CONTROLS[name].key}=${texts[index]}`);
        expect(isAllowed(inputOf(`#plan?${pairs.join('&')}`) as PlanInput)).toBe(true);
      }),
    );
  });
});

describe('a slider', () => {
  test.each(INPUT_NAMES)('for %s has a number of its own at each place', name => {
    const control = CONTROLS[name];
    const places = Array.from({ length: lastPlace(control) + 1 }, (_, place) => place);
    const values = places.map(place => valueAt(control, place));
    expect(values.map(value => placeOf(control, value))).toEqual(places);
    expect(values).toEqual([...new Set(values)].sort((a, b) => a - b));
    expect(values.at(0)).toBe(control.min);
    expect(values.at(-1)).toBe(control.max);
  });

  test('begins where the form does', () => {
    expect(isAllowed(FIRST_INPUT)).toBe(true);
  });
});
