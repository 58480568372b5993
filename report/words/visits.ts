import { isTested } from '../../scenarios/load/transport.ts';
import { type Measure, spreadOfMetric } from '../model/metric.ts';
import { outcomeMeasures } from '../model/outcome-measures.ts';
import { meanMsOf, phasesOf } from '../model/phases.ts';
import type { PointView } from '../model/point.ts';
import { endsInWords, type NamedValue } from './ends.ts';

const tested = ({ transports }: PointView) => transports.filter(({ transport }) => isTested(transport));

const valuesOf = (view: PointView, measure: Measure): NamedValue[] =>
  tested(view).flatMap(figures => {
    const value = spreadOfMetric(figures, measure)?.value;
    return value === undefined ? [] : [{ transport: figures.transport, value }];
  });

/** From the client’s close until the socket is gone: the close frames, where it has some, too. */
const closingOf = (view: PointView): NamedValue[] =>
  phasesOf(tested(view)).flatMap(one => {
    const closed = meanMsOf(one, 'closed');
    return closed === null
      ? []
      : [{ transport: one.transport, value: closed + (meanMsOf(one, 'confirmation') ?? 0) }];
  });

/**
 * `A visit at “50 visits a second” needs 0.673 ms (long polling) to 0.773 ms (WebSocket) until its
 * first notification, and 0.241 ms (…) to 0.293 ms (…) to close. It costs 603 µs (…) to 792 µs (…)
 * of server CPU and 1,190 B (…) to 1,651 B (…) on the wire.`: what it costs to connect and to close
 * at the first point, where all are visits that differ by more than a path and TLS. Else null.
 */
export function visitInWords(points: readonly PointView[]): string | null {
  const [first] = points;
  if (!first || !points.every(({ point: { load } }) => load.visits?.backlog === 1)) return null;
  if (points.some(({ point: { load } }) => load.path || load.connection)) return null;
  const measures = outcomeMeasures(points);
  const said = (id: string, unit: string) => {
    const measure = measures.find(one => one.id === id);
    return measure ? endsInWords(valuesOf(first, measure), unit) : '';
  };
  const [opening, closing] = [said('to-first', 'ms'), endsInWords(closingOf(first), 'ms')];
  const [cpu, wire] = [said('visit-cpu', 'µs'), said('visit-wire', 'B')];
  if (opening === '' || closing === '' || cpu === '') return null;
  const where = points.length === 1 ? '' : ` at “${first.point.label}”`;
  return (
    `A visit${where} needs ${opening} until its first notification, and ${closing} to close. ` +
    `It costs ${cpu} of server CPU${wire && ` and ${wire} on the wire`}.`
  );
}
