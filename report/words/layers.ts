import type { Connection } from '../../scenarios/load/connection.ts';
import { connectionLabel } from '../../scenarios/load/connection-words.ts';
import { isPush, isTested, type Transport } from '../../scenarios/load/transport.ts';
import { type ByConnection, byConnection } from '../model/connections.ts';
import { type Measure, metricsOf, spreadOfMetric } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { figure, percent, times } from '../text/format.ts';

/** Two numbers, or one where both read the same. */
function ends(values: readonly number[], text: (value: number) => string): string {
  return [...new Set([Math.min(...values), Math.max(...values)].map(text))].join(' to ');
}

/** Which transports a sentence is about: push and polls differ too much for one range. */
const FAMILIES: [words: string, includes: (transport: Transport) => boolean][] = [
  ['by push', isPush],
  ['by polls', transport => !isPush(transport)],
];

/** A value over a connection beside the same without, for each transport under test of a family. */
function pairs(
  groups: readonly ByConnection[],
  name: string,
  measure: Measure,
  includes: (transport: Transport) => boolean,
) {
  return groups.flatMap(({ plain, others }) =>
    others
      .filter(({ point: { load } }) => load.connection && connectionLabel(load.connection) === name)
      .flatMap(view =>
        view.transports.flatMap(figures => {
          const base = plain.transports.find(({ transport }) => transport === figures.transport);
          const [over, without] = [figures, base].map(one => one && spreadOfMetric(one, measure)?.value);
          const isAsked = isTested(figures.transport) && includes(figures.transport);
          return isAsked && over && without ? [{ over, without }] : [];
        }),
      ),
  );
}

/** The largest share of the wire bytes that headers leave over in a valid trial; null without. */
function worstRemainder(points: readonly PointView[]): number | null {
  const all = points.flatMap(({ transports }) =>
    transports.flatMap(({ bytes }) => bytes?.wire?.worstUnexplainedPercent ?? []),
  );
  return all.length === 0 ? null : Math.max(...all.map(Math.abs));
}

/**
 * What each kind of connection changes of the bytes of a delivery and of the server's CPU, and how
 * far the layers explain the wire. From the lowest to the highest of push, and of polls, at all
 * loads; differences and ratios of medians, without an interval. Null for points that do not differ
 * by TLS, and for visits and faults. One sentence each.
 */
export function layersInWords(points: readonly PointView[]): string[] | null {
  const groups = byConnection(points);
  const isPlain = points.every(({ point: { load } }) => !load.visits && !load.fault);
  if (!groups || !isPlain || !points.some(({ point }) => point.load.connection?.tls)) return null;
  const measures = metricsOf(points);
  const bytes = measures.find(({ id }) => id === 'wire') ?? measures.find(({ id }) => id === 'bytes');
  const cpu = measures.find(({ id }) => id === 'cpu');
  if (!bytes || !cpu) return null;
  const connections = groups.flatMap(({ others }) =>
    others.flatMap(({ point }): Connection[] => (point.load.connection ? [point.load.connection] : [])),
  );
  // What both add together stands in the picture.
  const single = connections.filter(({ tls, compression }) => !tls || !compression);
  const names = [...new Set(single.map(connectionLabel))];
  const said = FAMILIES.flatMap(([family, includes]) => {
    const changes = names.flatMap(name => {
      const [ofBytes, ofCpu] = [bytes, cpu].map(measure => pairs(groups, name, measure, includes));
      if (!ofBytes?.length || !ofCpu?.length) return [];
      const more = ends(
        ofBytes.map(({ over, without }) => over - without),
        value => `${value > 0 ? '+' : ''}${figure(value)}`,
      );
      const ratios = ends(
        ofCpu.map(({ over, without }) => over / without),
        times,
      );
      return [`${name} ${more}\u00a0B and server CPU ${ratios}`];
    });
    return changes.length === 0 ? [] : [`A delivery ${family}: ${changes.join('; ')}.`];
  });
  if (said.length === 0) return null;
  const worst = worstRemainder(points);
  const closed =
    worst === null
      ? []
      : [
          `Headers, and what was sent again, explain the wire bytes to within ${percent(Math.ceil(worst * 100) / 100)}.`,
        ];
  const [first, ...others] = said;
  return [`Compared with none of TLS, HTTP/2 and compression. ${first}`, ...others, ...closed];
}
