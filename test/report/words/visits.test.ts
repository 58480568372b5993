import { expect, test } from 'vitest';
import { viewPoint } from '../../../report/model/point.ts';
import { visitRoundTripsInWords } from '../../../report/words/visit-round-trips.ts';
import { visitInWords } from '../../../report/words/visits.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { at, everyone, type Part, phases, runOf } from '../../made/claims.ts';
import { madeVisits } from '../../made/outcomes.ts';

withoutKnownSpreads();

function viewsOf(...parts: Part[]) {
  const run = runOf(...parts);
  return run.scenarios.flatMap(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));
}

/** Visits with their first notification after so many ms; WebSocket also has close frames. */
const visits = (scenario: string, point: string, toFirstMs: number, load = {}) =>
  at(
    scenario,
    point,
    everyone(transport => ({
      alter(trial) {
        const isSocket = transport === 'websocket';
        trial.visits = madeVisits({ cpuMicrosPerVisit: isSocket ? 800 : 400 });
        trial.phases = phases({
          'to-first': toFirstMs,
          closed: 0.2,
          ...(isSocket && { confirmation: 0.3 }),
        });
      },
    })),
    { load },
  );

test('a visit has the time to connect and to close, and what both cost', () => {
  const views = viewsOf(visits('connect', 'cold', 0.7), visits('connect', 'kept-alive', 0.4));
  expect(visitInWords(views)?.replaceAll('\u00a0', ' ')).toBe(
    'A visit at “50 visits a second, each on a new connection” takes 0.700 ms until its first notification, 0.200–0.500 ms to close, 400–800 µs of server CPU and 1,200 B on the wire.',
  );
  expect(visitRoundTripsInWords(views)).toBeNull();
});

test('visits over a path are counted in round trips', () => {
  const path = (rttMs: number) => ({ path: { rttMs } });
  const views = viewsOf(
    visits('connect-distance', '20ms', 42, path(20)),
    visits('connect-distance', '80ms', 161, path(80)),
    visits('connect-distance', '80ms-open', 80.8, path(80)),
  );
  expect(visitRoundTripsInWords(views)).toBe(
    'Round trips until the first notification, over all transports: 2.01 to 2.10 on a new connection and 1.01 on an open one.',
  );
  expect(visitInWords(views)).toBeNull();
});

test('nothing is said of loads without visits, and of visits over TLS', () => {
  const ticker = viewsOf(
    at(
      'ticker',
      'default',
      everyone(() => ({})),
    ),
  );
  expect([visitInWords(ticker), visitRoundTripsInWords(ticker)]).toEqual([null, null]);
  const tls = viewsOf(visits('connect', 'cold', 0.7, { connection: { tls: 'full' } }));
  expect(visitInWords(tls)).toBeNull();
});
