import { isTested } from '../../scenarios/load/transport.ts';
import { type Measure, spreadOfMetric } from '../model/metric.ts';
import { outcomeMeasures } from '../model/outcome-measures.ts';
import { meanMsOf, phasesOf } from '../model/phases.ts';
import type { PointView } from '../model/point.ts';
import { list, range } from '../text/format.ts';

const tested = ({ transports }: PointView) => transports.filter(({ transport }) => isTested(transport));

const valuesOf = (view: PointView, measure: Measure): number[] =>
  tested(view).flatMap(figures => spreadOfMetric(figures, measure)?.value ?? []);

/** From the client’s close until the socket is gone: the close frames, where it has some, too. */
const closingOf = (view: PointView): number[] =>
  phasesOf(tested(view)).flatMap(one => {
    const closed = meanMsOf(one, 'closed');
    return closed === null ? [] : [closed + (meanMsOf(one, 'confirmation') ?? 0)];
  });

const inWords = (values: readonly number[], unit: string, what: string): string[] =>
  values.length === 0 ? [] : [`${range(Math.min(...values), Math.max(...values))}\u00a0${unit} ${what}`];

/**
 * `A visit at “50 visits a second” takes 0.673–0.773 ms until its first notification, 0.241–0.293
 * ms to close, 669–816 µs of server CPU and 1,190–1,651 B on the wire.`, over all transports: what
 * it costs to connect and to close at the first point, where all are visits that differ by more
 * than a path and TLS. Else null.
 */
export function visitInWords(points: readonly PointView[]): string | null {
  const [first] = points;
  if (!first || !points.every(({ point: { load } }) => load.visits?.backlog === 1)) return null;
  if (points.some(({ point: { load } }) => load.path || load.connection)) return null;
  const of = (id: string) => {
    const measure = outcomeMeasures(points).find(one => one.id === id);
    return measure ? valuesOf(first, measure) : [];
  };
  const said = [
    ...inWords(of('to-first'), 'ms', 'until its first notification'),
    ...inWords(closingOf(first), 'ms', 'to close'),
    ...inWords(of('visit-cpu'), 'µs', 'of server CPU'),
    ...inWords(of('visit-wire'), 'B', 'on the wire'),
  ];
  if (said.length === 0) return null;
  const where = points.length === 1 ? '' : ` at “${first.point.label}”`;
  return `A visit${where} takes ${list(said)}.`;
}
