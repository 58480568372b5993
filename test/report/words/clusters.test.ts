import { expect, test } from 'vitest';
import { metricsOf } from '../../../report/model/metric.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { clustersInWords } from '../../../report/words/clusters.ts';
import type { TestedTransport } from '../../../scenarios/load/transport.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { at, everyone, type Part, runOf } from '../../made/claims.ts';

withoutKnownSpreads();

/** Server CPU that is lowest with these transports. */
const cheapWith = (...cheap: TestedTransport[]) =>
  everyone(transport => ({ cpuMicrosPerDelivery: cheap.includes(transport) ? 1 : 90 }));

function saidOf(...parts: Part[]): string[] {
  const run = runOf(...parts);
  const views = run.scenarios.flatMap(scenario =>
    scenario.points.map(point => viewPoint(run, scenario, point)),
  );
  const cpu = metricsOf(views).find(({ id }) => id === 'cpu');
  if (!cpu) throw new Error('a delivery has a cost');
  const traces = views.filter(({ point }) => point.load.arrivals.kind === 'trace');
  return clustersInWords(traces, () => views, cpu, 'standard');
}

const trace = (...cheap: TestedTransport[]) => at('trace', 'default', cheapWith(...cheap));
const ticker = (...cheap: TestedTransport[]) => at('ticker', 'default', cheapWith(...cheap));
const rare = (...cheap: TestedTransport[]) => at('notifications', 'default', cheapWith(...cheap));

test('clusters do not change which transport is lowest, where one is it without them too', () => {
  expect(saidOf(trace('sse'), ticker('sse', 'websocket'))).toEqual([
    'No: SSE is lowest or tied in server CPU per delivery, as in “Ticker”.',
  ]);
});

test('they change it where none is, and in part where some are', () => {
  expect(saidOf(trace('sse'), ticker('short-polling'))[0]).toBe(
    'Yes: server CPU per delivery is lowest or tied with SSE here, but with short polling in “Ticker”; the loads differ in rate and size too.',
  );
  expect(saidOf(trace('sse'), rare('sse'), ticker('short-polling'))[0]).toBe(
    'In part: server CPU per delivery is lowest or tied with SSE here, but with short polling in “Ticker” and SSE in “Personal notifications”; the loads differ in rate and size too.',
  );
});

test('it is not decided where the trace decides nothing', () => {
  const equal = at('trace', 'default', cheapWith());
  expect(saidOf(equal, ticker('sse'))).toEqual([
    'Not decided: this run does not say which server CPU per delivery is lowest here. Lowest or tied: SSE in “Ticker”.',
  ]);
});

test('nothing is said of a trace alone, and of other loads', () => {
  expect(saidOf(trace('sse'))).toEqual([]);
  expect(saidOf(ticker('sse'))).toEqual([]);
});
