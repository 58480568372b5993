import type { Load } from './load/load.ts';
import { usualTransports } from './load/usual-transports.ts';
import type { Point, Scenario } from './scenario.ts';

const number = new Intl.NumberFormat('en-US');

/** `160 B`, `4 KiB` */
const size = (bytes: number) => (bytes % 1024 === 0 ? `${number.format(bytes / 1024)} KiB` : `${bytes} B`);

/**
 * A cell of the grid: users, notifications per second in total, payload in B, poll interval in ms.
 */
const cell = (
  subscribers: number,
  ratePerSecond: number,
  payloadBytes: number,
  intervalMs: number,
  heldOut = false,
): Point => ({
  id: `${subscribers}-${ratePerSecond}-${payloadBytes}-${intervalMs}`,
  label: `${number.format(subscribers)} users, ${number.format(ratePerSecond)} a second, ${size(payloadBytes)}, polled every ${number.format(intervalMs)} ms${heldOut ? '; held out' : ''}`,
  load: {
    audience: { kind: 'own', prefix: 'user-' },
    subscribers,
    arrivals: { kind: 'poisson', ratePerSecond },
    payloadBytes,
    ...(heldOut && { heldOut }),
    transports: usualTransports(intervalMs),
  } satisfies Load,
});

/** The grid to which the planner's coefficients are fitted. */
export const costModel = {
  id: 'cost-model',
  title: 'What does my load cost?',
  question: 'Which coefficients predict the cost of other numbers of users, notifications and bytes?',
  prediction:
    'CPU is a sum of costs per request, per delivery and per connection, each constant for a transport on this machine. The cost of ' +
    'waking the server from sleep is added. At low rates it is most of the sum. Bytes are exactly a sum.',
  claims: ['C4', 'C17'],
  points: [
    cell(100, 200, 160, 250),
    cell(100, 800, 160, 1000),
    cell(100, 20, 4096, 1000),
    cell(100, 1600, 1024, 500),
    cell(2000, 20, 160, 5000),
    cell(800, 800, 1024, 500),
    cell(800, 1600, 160, 1000),
    cell(800, 400, 4096, 2000),
    cell(400, 400, 512, 500, true),
    cell(400, 1200, 160, 1000, true),
  ],
  // Code that is not compiled yet would add most to the cells with the least work.
  warmUpSeconds: { quick: 5 },
  windowSeconds: { quick: 5 },
  blocks: { quick: 1 },
} satisfies Scenario;
