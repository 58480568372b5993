import type { Run } from '../../results/format/run.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { metricsOf, spreadOfMetric } from '../model/metric.ts';
import { allNeeds } from '../model/needs.ts';
import type { PointView } from '../model/point.ts';
import { capital, counted, given, list, midSentence } from '../text/format.ts';
import { ownMeasuresOf } from './need-measures.ts';

/** Whether a run has a valid trial at a point of this kind. */
function isAnyValid({ scenarios, trials }: Run, isOfKind: (load: Load) => boolean): boolean {
  const places = scenarios.flatMap(({ id, points }) =>
    points.filter(({ load }) => isOfKind(load)).map(point => `${id}\n${point.id}`),
  );
  return trials.some(one => one.status === 'valid' && places.includes(`${one.scenario}\n${one.point}`));
}

/** Each says what a run leaves out; null where the run has it. The last two hold for every run. */
const GAPS: readonly ((run: Run) => string | null)[] = [
  run =>
    run.environment.network === 'emulated' || isAnyValid(run, ({ path }) => path !== undefined)
      ? null
      : 'Distance and lost packets: server and clients share one machine. A real network adds its one-way time once to push, up to three times to long polling. The set distance measures it.',
  ({ environment: { network } }) =>
    network === 'loopback' ? 'Bytes on the wire: only application bytes were counted.' : null,
  run =>
    isAnyValid(run, ({ browser }) => browser !== undefined)
      ? null
      : 'Real browsers: the clients are programs of the lab.',
  ({ scenarios }) => {
    const windows = scenarios.flatMap(({ points }) => points.map(({ windowSeconds }) => windowSeconds));
    return windows.length === 0
      ? null
      : `Long operation: no window is longer than ${given(Math.max(...windows))} s.`;
  },
  ({ environment: { node, dependencies } }) =>
    `Other server programs: this one is Node ${node}${dependencies.fastify ? ` with Fastify ${dependencies.fastify}` : ''}.`,
  run => {
    const missing = [
      ...(isAnyValid(run, ({ connection }) => connection?.tls !== undefined) ? [] : ['TLS']),
      ...(isAnyValid(run, ({ connection }) => connection?.http === 2) ? [] : ['HTTP/2']),
      ...(isAnyValid(run, ({ connection }) => connection?.compression !== undefined) ? [] : ['compression']),
    ];
    const deployed = [
      ...(isAnyValid(run, ({ topology }) => topology?.proxy !== undefined)
        ? []
        : ['proxies', 'load balancers']),
      ...(isAnyValid(run, ({ topology }) => (topology?.servers ?? 1) > 1)
        ? []
        : ['several server processes']),
    ];
    return capital(`${list([...missing, ...deployed, 'batches of pushed events'])}.`);
  },
];

/** The points at which a need was measured, though they give no comparison. */
const placesOf = (need: string, views: readonly PointView[]): PointView[] =>
  views.filter(view =>
    metricsOf([view]).some(
      measure =>
        ownMeasuresOf(need).includes(measure.id) &&
        view.transports.some(one => spreadOfMetric(one, measure) !== null),
    ),
  );

/** `quick recovery after a fault (measured in 1 block: see “Broken connections”)` */
function missingInWords({ id, title }: { id: string; title: string }, views: readonly PointView[]): string {
  const places = placesOf(id, views);
  if (places.length === 0) return midSentence(title);
  const blocks = Math.max(...places.flatMap(({ transports }) => transports.map(({ valid }) => valid.length)));
  const where = [...new Set(places.map(({ scenario }) => `“${scenario.title}”`))];
  return `${midSentence(title)} (measured in ${counted(blocks, 'block')}: see ${list(where)})`;
}

/**
 * What a run did not measure, one line each. `answered`: the ids of the needs that it compares.
 * `views`: its points.
 */
export function notMeasured(
  run: Run,
  answered: readonly string[],
  views: readonly PointView[] = [],
): string[] {
  const missing = allNeeds().filter(({ id }) => !answered.includes(id));
  const needs =
    missing.length === 0
      ? []
      : [
          `Needs without a comparison in this run: ${missing.map(one => missingInWords(one, views)).join('; ')}.`,
        ];
  return [...needs, ...GAPS.map(gap => gap(run)).filter(text => text !== null)];
}
