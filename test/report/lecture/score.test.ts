import { describe, expect, test } from 'vitest';
import { clicked, isComplete, numberIn, stagesOf } from '../../../report/lecture/guess.ts';
import type { NumberQuestion, OrderQuestion, Place } from '../../../report/lecture/round.ts';
import { placesOff, scoreNumber, scoreOrder } from '../../../report/lecture/score.ts';
import {
  factorInWords,
  guessInWords,
  measuredInWords,
  orderInWords,
  placeInWords,
} from '../../../report/lecture/words.ts';
import type { Transport } from '../../../scenarios/load/transport.ts';

const place = (transport: Transport, from: number, to = from): Place => ({
  transport,
  from,
  to,
  value: '1 ms',
  detail: '',
  model: null,
});

/** WebSocket and SSE are not distinguishable. */
const places = [
  place('websocket', 1, 2),
  place('sse', 1, 2),
  place('long-polling', 3),
  place('short-polling', 4),
];
const offOf = (guess: Transport[]) => scoreOrder(guess, places).map(({ off }) => off);

describe('a guessed order', () => {
  test('is off by nothing within the places that the run allows', () => {
    expect(offOf(['websocket', 'sse', 'long-polling', 'short-polling'])).toEqual([0, 0, 0, 0]);
    expect(offOf(['sse', 'websocket', 'long-polling', 'short-polling'])).toEqual([0, 0, 0, 0]);
  });

  test('is off by its distance to the next allowed place', () => {
    const scores = scoreOrder(['short-polling', 'long-polling', 'sse', 'websocket'], places);
    expect(scores.map(({ transport, guessed, off }) => [transport, guessed, off])).toEqual([
      ['websocket', 4, 2],
      ['sse', 3, 1],
      ['long-polling', 2, 1],
      ['short-polling', 1, 3],
    ]);
    expect(placesOff(scores)).toBe(7);
    expect(orderInWords(scores)).toBe('Your order is off by 7 places, all transports together.');
  });

  test('has no distance where it was not guessed', () => {
    expect(offOf(['sse'])).toEqual([null, 0, null, null]);
    expect(placesOff(scoreOrder(['sse'], places))).toBeNull();
    expect(orderInWords(scoreOrder([], places))).toBe('No order was guessed.');
  });

  test('is said to agree', () => {
    const scores = scoreOrder(['sse', 'websocket', 'long-polling', 'short-polling'], places);
    expect(orderInWords(scores)).toBe('Your order agrees with the measurement.');
    expect(places.map(placeInWords)).toEqual(['1–2', '1–2', '3', '4']);
  });
});

describe('a guessed value', () => {
  const measured = { value: 10, min: 8, max: 11 };

  test('is off by a factor, in one direction or the other', () => {
    expect(scoreNumber(50, measured)).toEqual({ factor: 5, side: 'too high' });
    expect(scoreNumber(2, measured)).toEqual({ factor: 5, side: 'too low' });
    expect(scoreNumber(8, measured)).toEqual({ factor: 1.25, side: 'within' });
    expect(factorInWords(scoreNumber(50, measured))).toBe('Your guess is 5.00 times the measured value.');
    expect(factorInWords(scoreNumber(2, measured))).toBe('The measured value is 5.00 times your guess.');
    expect(factorInWords(scoreNumber(11, measured))).toBe(
      'Your guess lies within the range over the blocks.',
    );
    expect(factorInWords(scoreNumber(10.4, { value: 10, min: 10, max: 10 }))).toBe(
      'Your guess is within 5% of it.',
    );
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('of %d has no factor', guess => {
    expect(() => scoreNumber(guess, measured)).toThrow(RangeError);
  });

  test('is read from a field only where it has a factor', () => {
    expect(numberIn('2.5')).toBe(2.5);
    expect(numberIn('1e3')).toBe(1000);
    expect(numberIn('12,5')).toBe(12.5);
    expect(numberIn('1,250,000.5')).toBe(1_250_000.5);
    for (const text of ['', ' ', '0', '-3', 'x', '1e999', '1,2,3']) expect(numberIn(text), text).toBeNull();
  });

  test('is said with its unit, and the measured one with its range', () => {
    const question = { unit: 'ms', measured: '10.0 ms', min: 8, max: 11 } as NumberQuestion;
    expect(measuredInWords(question)).toBe('10.0 ms (8.00–11.0)');
    expect(measuredInWords({ ...question, max: 8 })).toBe('10.0 ms');
    expect(guessInWords(5, 'ms')).toBe('5\u00a0ms');
    expect(guessInWords(numberIn('1000,5'), 'ms')).toBe('1,000.5\u00a0ms');
    expect(guessInWords(1_234_567.5, 'ms')).toBe('1,234,567.5\u00a0ms');
    expect(guessInWords(1e30, 'ms')).toBe('1e+30\u00a0ms');
    expect(guessInWords(null, 'ms')).toBe('no guess');
  });
});

describe('clicks on transports', () => {
  const all: Transport[] = ['long-polling', 'sse', 'websocket'];

  test('append, and the last one follows by itself', () => {
    expect(clicked([], 'sse', all)).toEqual(['sse']);
    expect(clicked(['sse'], 'long-polling', all)).toEqual(['sse', 'long-polling', 'websocket']);
  });

  test('take out again', () => {
    expect(clicked(['sse', 'long-polling', 'websocket'], 'long-polling', all)).toEqual(['sse', 'websocket']);
    expect(clicked(['sse', 'websocket'], 'long-polling', all)).toEqual(['sse', 'websocket', 'long-polling']);
  });

  test('leave a complete order alone at its last place', () => {
    const order = ['sse', 'long-polling', 'websocket'] as const;
    expect(clicked(order, 'websocket', all)).toEqual(order);
  });

  test('complete an order once all are placed', () => {
    const order: OrderQuestion = {
      kind: 'order',
      text: '',
      places,
      measuredTitle: 'Median latency',
      isModelled: false,
    };
    expect(isComplete(order, ['sse'])).toBe(false);
    expect(isComplete(order, null)).toBe(false);
    expect(isComplete(order, ['sse', 'websocket', 'long-polling', 'short-polling'])).toBe(true);
    const number = { kind: 'number' } as NumberQuestion;
    expect(isComplete(number, null)).toBe(false);
    expect(isComplete(number, 3)).toBe(true);
  });
});

test('theory comes after the guess, the measurement after theory, both beside each other last', () => {
  const order: OrderQuestion = {
    kind: 'order',
    text: '',
    places,
    measuredTitle: 'Median latency',
    isModelled: false,
  };
  expect(stagesOf({ questions: [order], theory: 'x' })).toEqual([
    'guess',
    'theory',
    'measurement',
    'compared',
  ]);
  expect(stagesOf({ questions: [], theory: 'x' })).toEqual(['guess', 'theory', 'measurement']);
  expect(stagesOf({ questions: [], theory: '' })).toEqual(['measurement']);
});
