import { prose } from './prose.ts';
import { seededRandom } from './seeded-random.ts';

/** What people send, and its size as JSON text in bytes. */
export const SHAPE_BYTES = { tick: 200, chat: 160, notification: 320, document: 4096 } as const;
export type PayloadShape = keyof typeof SHAPE_BYTES;
export const PAYLOAD_SHAPES = Object.keys(SHAPE_BYTES) as PayloadShape[];

/** 29 November 2026, in ms. */
const FIRST_MS = Date.UTC(2026, 10, 29, 9);
const NAMES = ['Anna', 'Ben', 'Carla', 'David', 'Elena', 'Felix', 'Greta', 'Hassan', 'Ines', 'Jonas'];
const SYMBOLS = ['ACME', 'BRGT', 'CLDN', 'DRFT', 'ELMO', 'FNDR', 'GLSS', 'HRBR'];
const GOODS = ['Desk lamp', 'Notebook A5', 'Water bottle', 'USB-C cable 2 m', 'Wool socks', 'Coffee filter'];

/** What one payload is made of: its place in the stream, and random numbers of its own. */
interface Seed {
  index: number;
  random: () => number;
}

const whole = (random: () => number, below: number): number => Math.floor(random() * below);
const oneOf = <T>(random: () => number, items: readonly T[]): T => items[whole(random, items.length)] as T;
const hex = (random: () => number, digits: number): string =>
  Array.from({ length: digits }, () => whole(random, 16).toString(16)).join('');
const cents = (amount: number): number => Math.round(amount * 100) / 100;
const timeOf = ({ index, random }: Seed): string =>
  new Date(FIRST_MS + index * 700 + whole(random, 700)).toISOString();

/** The object with a text that makes its JSON as long as it shall be. */
function filled(bytes: number, object: object, name: string, text: (length: number) => string): object {
  const without = JSON.stringify({ ...object, [name]: '' }).length;
  return { ...object, [name]: text(bytes - without) };
}

function tick(seed: Seed): object {
  const { index, random } = seed;
  const at = whole(random, SYMBOLS.length);
  const open = 40 + 25 * at;
  const last = cents(open * (0.98 + random() * 0.04));
  const quote = {
    symbol: SYMBOLS[at],
    bid: cents(last - 0.01 - random() * 0.05),
    ask: cents(last + 0.01 + random() * 0.05),
    last,
    open,
    change: cents(last - open),
    volume: 10_000 + whole(random, 900_000),
    currency: 'EUR',
    exchange: 'XETR',
    at: timeOf(seed),
  };
  return filled(SHAPE_BYTES.tick, quote, 'trade', length => `${index}`.padStart(length, '0'));
}

function chat(seed: Seed): object {
  const { random } = seed;
  const line = { id: hex(random, 16), from: oneOf(random, NAMES), at: timeOf(seed) };
  return filled(SHAPE_BYTES.chat, line, 'text', length => prose(random, length));
}

function notification(seed: Seed): object {
  const { random } = seed;
  const post = whole(random, 90_000);
  const message = {
    id: `${hex(random, 8)}-${hex(random, 4)}-${hex(random, 12)}`,
    kind: oneOf(random, ['comment', 'mention', 'like', 'reply']),
    title: `${oneOf(random, NAMES)} answered your question`,
    url: `/posts/${post}#answer-${whole(random, 40)}`,
    icon: '/static/icons/answer-64.png',
    createdAt: timeOf(seed),
    unread: true,
  };
  return filled(SHAPE_BYTES.notification, message, 'body', length => prose(random, length));
}

/** An order with so many lines that the note fills the rest. */
function document(seed: Seed): object {
  const { index, random } = seed;
  const lines = Array.from({ length: 24 }, (_, place) => ({
    position: place + 1,
    sku: `SKU-${10_000 + whole(random, 90_000)}`,
    name: oneOf(random, GOODS),
    quantity: 1 + whole(random, 9),
    unitPrice: cents(1 + random() * 80),
    inStock: random() < 0.9,
  }));
  const order = {
    order: 500_000 + index,
    customer: { id: hex(random, 12), name: oneOf(random, NAMES), country: 'DE' },
    placedAt: timeOf(seed),
    status: oneOf(random, ['paid', 'packed', 'shipped']),
    lines,
  };
  return filled(SHAPE_BYTES.document, order, 'note', length => prose(random, length));
}

const SHAPES: Record<PayloadShape, (seed: Seed) => object> = { tick, chat, notification, document };

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits without any order. */
export const randomLetters = (random: () => number, length: number): string =>
  Array.from({ length }, () => LETTERS[whole(random, LETTERS.length)]).join('');

/** The random numbers of one payload: the same, whichever were made before it. */
export const randomOfPayload = (seed: number, index: number): (() => number) =>
  seededRandom((Math.imul(seed, 0x9e3779b1) + Math.imul(index + 1, 0x85ebca6b)) | 0);

/** The payload of notification `index`. */
export const shapedPayload = (shape: PayloadShape, seed: number, index: number): object =>
  SHAPES[shape]({ index, random: randomOfPayload(seed, index) });
