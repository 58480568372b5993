import { BROWSERS, type BrowserLoad, type BrowserName, type Load } from './load/load.ts';
import { usualTransports } from './load/usual-transports.ts';
import type { Point, Scenario } from './scenario.ts';

const NAMES: Record<BrowserName, string> = { chromium: 'Chromium', firefox: 'Firefox' };

const alone: Load = {
  audience: { kind: 'shared', topic: 'news' },
  subscribers: 1,
  arrivals: { kind: 'poisson', ratePerSecond: 20 },
  payloadBytes: 160,
  transports: usualTransports(500),
};

/** The same setting in each browser. */
function inEach(id: string, label: string, load: Load, how: Omit<BrowserLoad, 'program'>): Point[] {
  return BROWSERS.map(program => ({
    id: id === '' ? program : `${program}-${id}`,
    label: `${NAMES[program]}${label}`,
    load: { ...load, browser: { program, ...how } },
  }));
}

/** Real browsers, by nothing but what the standard gives a page. */
export const browser = {
  id: 'browser',
  title: 'In real browsers',
  question: 'Do real browsers see what the lab’s own clients see, and what do they do of their own accord?',
  prediction:
    'The same order as with the lab’s clients, each a millisecond or two later: a browser hands what it reads from process to process. After the ' +
    'server died, EventSource comes back by itself, three to five seconds after each failure; a WebSocket stays closed. Six connections to a ' +
    'host over HTTP/1.1: the seventh stream gets nothing, and with six the page cannot even ask for a picture; WebSockets are counted apart. In a hidden tab timers ' +
    'run once a second: short polling gets as slow as that, and what the server pushes arrives as ever.',
  claims: ['C7', 'C16', 'C22'],
  points: [
    { id: 'lab', label: 'the lab’s own client, to compare with', load: alone },
    ...inEach('', ', one page', alone, {}),
    ...inEach(
      'killed',
      ': the server is killed, and back after 5.5 s; no code of the page helps',
      {
        ...alone,
        transports: { sse: {}, websocket: {} },
        // Long enough that each browser tries in vain once before the server is back.
        fault: { kind: 'restart', atSeconds: 0.5, forSeconds: 5.5 },
      },
      { reconnects: 'itself', mayLose: true },
    ).map(point => ({
      ...point,
      // At smoke whoever comes back does so while the trial drains.
      windowSeconds: { smoke: 8, quick: 13, standard: 13, thorough: 20 },
    })),
    ...inEach(
      'seven',
      ': seven subscriptions of one page',
      {
        ...alone,
        audience: { kind: 'own', prefix: 'part-' },
        subscribers: 7,
        arrivals: { kind: 'poisson', ratePerSecond: 14 },
        // A short poll holds no connection.
        transports: { 'long-polling': { waitSeconds: 25 }, sse: {}, websocket: {} },
      },
      { mayLose: true },
    ),
    // Fewer than there may be connections: all are served, or it is not the number that the seventh waits for.
    ...inEach(
      'five',
      ': five streams of one page',
      {
        ...alone,
        audience: { kind: 'own', prefix: 'part-' },
        subscribers: 5,
        arrivals: { kind: 'poisson', ratePerSecond: 10 },
        transports: { sse: {} },
      },
      {},
    ),
    ...inEach(
      'hidden',
      ': the tab is hidden',
      {
        ...alone,
        arrivals: { kind: 'poisson', ratePerSecond: 4 },
        // Who asks by a timer, who asks without one, and who is told.
        transports: {
          'short-polling': { intervalMs: 250 },
          'long-polling': { waitSeconds: 25 },
          websocket: {},
        },
      },
      { hidden: true },
    ).map(point => ({
      ...point,
      windowSeconds: { smoke: 3, quick: 15, standard: 40, thorough: 90 },
    })),
  ],
  windowSeconds: { quick: 5 },
  blocks: { quick: 1, standard: 3, thorough: 5 },
} satisfies Scenario;
