import { inProse } from '../../scenarios/load/transport.ts';
import { capital, figure, range } from '../text/format.ts';
import type { Plan } from './plan.ts';
import { namesOf } from './words.ts';

/**
 * What short polling takes for its cost, where it is among the cheapest: it polls as rarely as the
 * limit allows, and others that are good enough are sooner. Empty where this is not so.
 */
export function latencyPriceInWords({ transports, cheapest }: Plan): string {
  const polled = transports.find(one => one.pollIntervalMs !== null && cheapest.includes(one.transport));
  const limit = polled?.latency?.p99Ms;
  if (polled === undefined || limit === undefined) return '';
  const sooner = transports.flatMap(({ transport, latency, shortfalls }) =>
    latency && shortfalls.length === 0 && latency.p99Ms < limit ? [{ transport, p99Ms: latency.p99Ms }] : [],
  );
  if (sooner.length === 0) return '';
  const all = sooner.map(({ p99Ms }) => p99Ms);
  const names = namesOf(sooner.map(({ transport }) => transport));
  return ` ${capital(inProse(polled.transport))} pays with latency: p99 ${figure(limit)} ms, against ${range(Math.min(...all), Math.max(...all))} ms with ${names}.`;
}
