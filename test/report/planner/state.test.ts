import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checked, isDecimal, statusInWords, textsOf } from '../../../report/planner/checked.ts';
import {
  CONTROLS,
  eachInput,
  FIRST_INPUT,
  INPUT_NAMES,
  type PlanInput,
} from '../../../report/planner/controls.ts';
import { lastPlace, placeOf, valueAt } from '../../../report/planner/slider.ts';
import { hashOf, textsIn } from '../../../report/planner/state.ts';

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
  .map(values => eachInput(name => values[INPUT_NAMES.indexOf(name)] as number))
  .map(input => ({
    ...input,
    subscribersPerEvent: Math.min(input.subscribersPerEvent, input.subscribers),
  }));

/** What the form makes of a hash, which must be one of the planner. */
function fromHash(hash: string) {
  const texts = textsIn(hash);
  if (texts === null) throw new Error('no hash of the planner');
  return checked(texts);
}

describe('a link to numbers', () => {
  test('is a hash that a person can read', () => {
    expect(hashOf(FIRST_INPUT)).toBe(
      '#plan?subscribers=2000&events=60&followers=1&payload=300&latency=500&heartbeat=15&cores=4&core=20&gb=0.09&gbin=0',
    );
  });

  test('gives back every number that it was made of', () => {
    fc.assert(
      fc.property(anyInput, input => {
        expect(fromHash(hashOf(input)).input).toEqual(eachInput(name => input[name] + 0));
      }),
    );
  });

  test.each(['', '#', '#plan', '#planner?subscribers=10', '#scenario.chat', 'plan?subscribers=10', '#PLAN?'])(
    'is not: %j',
    hash => {
      expect(textsIn(hash)).toBeNull();
    },
  );
});

describe('a link that anybody may have written', () => {
  test('keeps the first number where one is missing', () => {
    expect(fromHash('#plan?').input).toEqual(FIRST_INPUT);
    expect(fromHash('#plan?__proto__=1&constructor=2&toString=3').input).toEqual(FIRST_INPUT);
    expect(fromHash('#plan?cores=2&cores=64').input?.cores).toBe(2);
    expect(fromHash('#plan?payload=1.5e3').input?.payloadBytes).toBe(1500);
  });

  test.each(['', ' ', 'NaN', 'Infinity', 'many', '0x10', '1,000', '12px', '1e', '%E0%A4%', '1e999'])(
    'is no number, and is said not to be one: %j',
    text => {
      const { input, faults } = fromHash(`#plan?subscribers=${text}`);
      expect(input).toBeNull();
      expect(Object.keys(faults)).toEqual(['subscribers']);
    },
  );

  test('never gives a number that is not allowed', () => {
    const text = fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String));
    const many = { minLength: INPUT_NAMES.length, maxLength: INPUT_NAMES.length };
    fc.assert(
      fc.property(fc.array(text, many), texts => {
        const pairs = INPUT_NAMES.map((name, index) => `${CONTROLS[name].key}=${texts[index]}`);
        const { input, faults } = fromHash(`#plan?${pairs.join('&')}`);
        expect(input === null).toBe(Object.keys(faults).length > 0);
        if (input) expect(isAllowed(input)).toBe(true);
      }),
    );
  });
});

describe('a form', () => {
  const faultOf = (name: keyof PlanInput, text: string) =>
    checked({ ...textsOf(FIRST_INPUT), [name]: text }).faults[name];

  test('says at the field what is wrong and what would be right', () => {
    expect(faultOf('subscribers', '9')).toBe('Too small: at least 10 users.');
    expect(faultOf('subscribers', '-1e999')).toBe('Too small: at least 10 users.');
    expect(faultOf('subscribers', '1000001')).toBe('Too large: at most 1,000,000 users.');
    expect(faultOf('payloadBytes', '300.5')).toBe('Not a whole number of B.');
    expect(faultOf('payloadBytes', '')).toBe('No number. Enter a number from 10 to 100,000 B.');
    expect(faultOf('pricePerGbOut', '0,09')).toBe(
      '“0,09” is not a decimal number such as 0.09. Enter a number from 0 to 1 per GB.',
    );
    expect(faultOf('cores', 'x'.repeat(500))).toMatch(/^“x{24}…” is not/);
    expect(faultOf('acceptableMs', '12.5')).toBeUndefined();
  });

  test('puts only numbers into its fields', () => {
    for (const text of ['1', '-0.5', '.5', ' 7 ', '1e3', '1E-7']) expect(isDecimal(text), text).toBe(true);
    for (const text of ['', 'many', '\0', '1e999', '-1e999', '0x1', '1,5', 'NaN'])
      expect(isDecimal(text), text).toBe(false);
  });

  test('does not let an event go to more subscribers than there are', () => {
    const texts = { ...textsOf(FIRST_INPUT), subscribers: '100' };
    expect(checked({ ...texts, subscribersPerEvent: '101' })).toEqual({
      input: null,
      faults: { subscribersPerEvent: 'Too large: there are 100 users.' },
    });
    expect(checked({ ...texts, subscribersPerEvent: '100' }).input?.subscribersPerEvent).toBe(100);
    // Of a number that is wrong itself, nothing is said about another.
    const both = checked({ ...texts, subscribers: '1', subscribersPerEvent: '5' });
    expect(Object.keys(both.faults)).toEqual(['subscribers']);
  });

  test('says whose result is shown while a field is wrong', () => {
    expect(statusInWords(checked(textsOf(FIRST_INPUT)))).toBe('');
    expect(statusInWords(checked({ ...textsOf(FIRST_INPUT), cores: '0', payloadBytes: '1' }))).toBe(
      'This is the last valid result, for the numbers that it names. Not valid now: “Payload of an event” and “Cores available”.',
    );
    expect(statusInWords(checked({ ...textsOf(FIRST_INPUT), cores: '0' }), false)).toBe(
      'There is no result yet. Not valid: “Cores available”. The other numbers are kept.',
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
