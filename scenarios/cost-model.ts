import type { Load } from './load/load.ts';
import { usualTransports } from './load/usual-transports.ts';
import type { Point, Scenario } from './scenario.ts';

/** A cell of the grid: so many users, notifications a second in all, B of payload, ms from poll to poll. */
const cell = (
  subscribers: number,
  ratePerSecond: number,
  payloadBytes: number,
  intervalMs: number,
  heldOut = false,
): Point => ({
  id: `${subscribers}-${ratePerSecond}-${payloadBytes}-${intervalMs}`,
  label: `${subscribers} users, ${ratePerSecond} a second, ${payloadBytes} B, polled every ${intervalMs} ms${heldOut ? '; held out' : ''}`,
  load: {
    audience: { kind: 'own', prefix: 'user-' },
    subscribers,
    arrivals: { kind: 'poisson', ratePerSecond },
    payloadBytes,
    ...(heldOut && { heldOut }),
    transports: usualTransports(intervalMs),
  } satisfies Load,
});

/** The grid from which the planner's coefficients are fitted. */
export const costModel = {
  id: 'cost-model',
  title: 'What will my numbers cost?',
  question: 'Which coefficients let us say what other numbers of users, notifications and bytes will cost?',
  prediction:
    'CPU is a sum: so much a request, a delivery and a connection, each a constant of its transport on this machine, and so much ' +
    'for each time that the server must be woken from sleep, which is most of it where little happens. Bytes are exactly a sum.',
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
  // Code that has not been compiled yet would cost most where there is least to do.
  warmUpSeconds: { quick: 5 },
  windowSeconds: { quick: 5 },
  blocks: { quick: 1 },
} satisfies Scenario;
