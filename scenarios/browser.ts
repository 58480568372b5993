import { BROWSERS, type BrowserLoad, type BrowserName } from './load/browser.ts';
import type { Load } from './load/load.ts';
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

/** More subscriptions of one page than a browser opens connections of HTTP/1.1. */
const seven: Load = {
  ...alone,
  audience: { kind: 'own', prefix: 'part-' },
  subscribers: 7,
  arrivals: { kind: 'poisson', ratePerSecond: 14 },
  // A short poll holds no connection.
  transports: { 'long-polling': { waitSeconds: 25 }, sse: {}, websocket: {} },
};

/** The same point in each browser. */
function inEach(id: string, label: string, load: Load, how: Omit<BrowserLoad, 'program'>): Point[] {
  return BROWSERS.map(program => ({
    id: id === '' ? program : `${program}-${id}`,
    label: `${NAMES[program]}${label}`,
    load: { ...load, browser: { program, ...how } },
  }));
}

/** Real browsers, which use only the standard APIs of a page. */
export const browser = {
  id: 'browser',
  title: 'Real browsers',
  question: 'Do real browsers measure the same as the lab’s clients, and do they reconnect automatically?',
  answeredBy: 'p50',
  prediction:
    'The order of the transports is the same as with the lab’s clients. Each is one or two milliseconds later, because a browser passes data ' +
    'from process to process. After the server was killed, EventSource reconnects automatically, three to five seconds after each failure. ' +
    'A WebSocket stays closed. A browser opens at most six HTTP/1.1 connections per host, so the seventh stream gets nothing. With six ' +
    'streams, the page cannot even load a picture. WebSockets have a separate limit. Over HTTP/2 all share one connection, and none ' +
    'has to wait. In a hidden tab, timers run once a second: short polling becomes that slow, and pushed messages arrive as before.',
  claims: ['C7', 'C16', 'C22'],
  points: [
    { id: 'lab', label: 'the lab’s own client, for comparison', load: alone },
    ...inEach('', ', one page', alone, {}),
    ...inEach('tls', ', one page over TLS', { ...alone, connection: { tls: 'full' } }, {}),
    ...inEach(
      'killed',
      ': the server is killed, and back after 5.5 s; no page code reconnects',
      {
        ...alone,
        transports: { sse: {}, websocket: {} },
        // Long enough that each browser has one failed attempt before the server is back.
        fault: { kind: 'restart', atSeconds: 0.5, forSeconds: 5.5 },
      },
      { reconnects: 'itself', mayLose: true },
    ).map(point => ({
      ...point,
      // With the preset smoke, reconnects happen while the trial drains.
      windowSeconds: { smoke: 8, quick: 13, standard: 13, thorough: 20 },
    })),
    ...inEach('seven', ': seven subscriptions of one page', seven, { mayLose: true }),
    ...inEach(
      'seven-http2',
      ': seven subscriptions of one page over HTTP/2',
      { ...seven, connection: { tls: 'full', http: 2 } },
      {},
    ),
    // Fewer streams than allowed connections: if these are not all served, the limit does not
    // explain the seventh.
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
        // One transport polls by a timer, one without a timer, and one is pushed.
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
