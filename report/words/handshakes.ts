import { costOfVisit } from '../../analysis/comparison/visit-cost.ts';
import { canonical } from '../../analysis/runs/pairs.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import { HANDSHAKES, type Handshake } from '../../scenarios/load/connection.ts';
import { isTested, type Transport } from '../../scenarios/load/transport.ts';
import { type ByConnection, byConnection } from '../model/connections.ts';
import type { PointView } from '../model/point.ts';
import { spreadOver } from '../model/spread.ts';
import { figure, list, percent, times } from '../text/format.ts';

const NAMES: Record<Handshake, string> = { full: 'a full handshake', resumed: 'a resumed one' };

type Of = (trial: MeasuredTrial) => number | null;

const cpuOfVisit: Of = trial => costOfVisit(trial, 'cpuMicrosPerVisit');
const bytesOfVisit: Of = trial => costOfVisit(trial, 'applicationBytesPerVisit');
const toFirst: Of = ({ phases }) => phases?.find(({ id }) => id === 'to-first')?.latencyMs.mean ?? null;
const lastBackMs: Of = ({ recovery }) => recovery?.sinceClearedMs?.max ?? null;
const cpuSeconds: Of = ({ server }) => (server.cpuMicros.user + server.cpuMicros.system) / 1e6;

const theoryOf = ({ theory }: MeasuredTrial, wanted: string) =>
  theory?.quantities.find(({ quantity }) => quantity === wanted);
const predictedToFirst: Of = trial => theoryOf(trial, 'toFirstMeanMs')?.predicted ?? null;
const offBytes: Of = trial =>
  Math.abs(theoryOf(trial, 'applicationBytesPerDelivery')?.residualPercent ?? Number.NaN);

/** The median of each transport under test at a point. */
function mediansAt({ transports }: PointView, of: Of): Map<Transport, number> {
  return new Map(
    transports
      .filter(({ transport }) => isTested(transport))
      .flatMap(({ transport, valid }) => {
        const value = spreadOver(valid, of)?.value;
        return value === undefined ? [] : [[transport, value] as const];
      }),
  );
}

const overTls = ({ others }: ByConnection, tls: Handshake): PointView[] =>
  others.filter(({ point: { load } }) => canonical(load.connection) === canonical({ tls }));

/** Two numbers, or one where both read the same. */
function ends(values: readonly number[], text: (value: number) => string): string {
  return [...new Set([Math.min(...values), Math.max(...values)].map(text))].join(' to ');
}

/** What pairs of values with and without TLS have, of each transport. */
function pairs(groups: readonly ByConnection[], tls: Handshake, of: Of): { without: number; over: number }[] {
  return groups.flatMap(group =>
    overTls(group, tls).flatMap(view => {
      const before = mediansAt(group.plain, of);
      return [...mediansAt(view, of)].flatMap(([transport, over]) => {
        const without = before.get(transport);
        return without === undefined ? [] : [{ without, over }];
      });
    }),
  );
}

/** The points without TLS, and those with each kind of handshake. */
const kindsOf = (groups: readonly ByConnection[], nameOf: (tls: Handshake) => string) => [
  { name: 'without TLS', views: groups.map(({ plain }) => plain) },
  ...HANDSHAKES.map(tls => ({
    name: `with ${nameOf(tls)}`,
    views: groups.flatMap(group => overTls(group, tls)),
  })),
];

/** What a handshake adds to a visit: bytes, and CPU of the server. */
function visitsInWords(groups: readonly ByConnection[]): string | null {
  const said = HANDSHAKES.flatMap(tls => {
    const [bytes, cpu] = [bytesOfVisit, cpuOfVisit].map(of => pairs(groups, tls, of));
    if (!bytes?.length || !cpu?.length) return [];
    const more = ({ over, without }: (typeof cpu)[number]) => over - without;
    return [
      `${NAMES[tls]} ${ends(bytes.map(more), figure)}\u00a0B and ${ends(cpu.map(more), figure)}\u00a0µs of server CPU ` +
        `(${ends(
          cpu.map(one => one.over / one.without),
          times,
        )})`,
    ];
  });
  if (said.length === 0) return null;
  const off = groups
    .flatMap(group => HANDSHAKES.flatMap(tls => overTls(group, tls)))
    .flatMap(view => [...mediansAt(view, offBytes).values()]);
  const predicted =
    off.length === 0
      ? ''
      : `, the bytes as predicted to within ${percent(Math.ceil(Math.max(...off) * 10) / 10)}`;
  return `TLS adds to a visit: ${list(said)}${predicted}.`;
}

/** The time to the first notification in round trips, measured and predicted. */
function roundTripsInWords(groups: readonly ByConnection[]): string | null {
  const trips = (views: readonly PointView[], of: Of) =>
    views.flatMap(view => {
      const { rttMs = 0 } = view.point.load.path ?? {};
      return rttMs === 0 ? [] : [...mediansAt(view, of).values()].map(ms => ms / rttMs);
    });
  const said = kindsOf(groups, tls => NAMES[tls]).flatMap(({ name, views }) => {
    const [own, theory] = [trips(views, toFirst), trips(views, predictedToFirst)];
    if (own.length === 0) return [];
    return [
      `${ends(own, figure)} ${name}${theory.length === 0 ? '' : ` (predicted ${ends(theory, figure)})`}`,
    ];
  });
  return said.length < 2 ? null : `Round trips until the first notification: ${list(said)}.`;
}

/** When the last of those that reconnect at once is back, and what it costs the server. */
function reconnectsInWords(groups: readonly ByConnection[]): string | null {
  const said = kindsOf(groups, tls => `${tls} handshakes`).flatMap(({ name, views }) => {
    const of = (value: Of) => views.flatMap(view => [...mediansAt(view, value).values()]);
    const [lastMs, cpu] = [of(lastBackMs), of(cpuSeconds)];
    if (lastMs.length === 0 || cpu.length === 0) return [];
    return [
      `${name} ${ends(
        lastMs.map(ms => ms / 1000),
        figure,
      )}\u00a0s and ${ends(cpu, figure)}\u00a0s of server CPU`,
    ];
  });
  return said.length < 2 ? null : `All reconnect at once, and the last has caught up: ${list(said)}.`;
}

/**
 * What handshakes of TLS cost at points that differ by them: over a path in round trips, after a
 * fault until the last subscriber is back, else in bytes and CPU of a visit. From the lowest to the
 * highest of all transports; differences and ratios of medians, without an interval. Null for other
 * points.
 */
export function handshakesInWords(points: readonly PointView[]): string | null {
  const groups = byConnection(points);
  if (!groups || !points.some(({ point }) => point.load.connection?.tls)) return null;
  const loads = points.map(({ point }) => point.load);
  if (loads.every(({ fault }) => fault)) return reconnectsInWords(groups);
  if (!loads.every(({ visits }) => visits)) return null;
  return loads.every(({ path }) => path) ? roundTripsInWords(groups) : visitsInWords(groups);
}
