import type { Run } from '../../results/format/run.ts';
import { TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { type Layered, layeredPoints } from '../runs/layered.ts';
import { median } from '../statistics/paired-ratios.ts';
import { isTlsAlone, layerInShort } from './by-connection.ts';
import { allAbove, figureOf, phaseMedianMs, type Quantity, valuesOf } from './claim-figures.ts';
import { answeredShare, COMPLETE } from './connect-share.ts';
import { isCold, isTimedVisit, type PathPlace } from './over-paths.ts';
import { plainMark, plainStrip, supportVerdict } from './strip.ts';
import { eachDistanceInWords, tripFigures } from './trips.ts';
import type { Addition } from './with-layers.ts';
import { list, roundedSpan } from './words.ts';

const handshake: Quantity = {
  label: 'median time of the handshake of TLS',
  unit: 'ms',
  of: trial => phaseMedianMs(trial, 'tls'),
};

const PHASES = [
  ['tcp', 'TCP'],
  ['tls', 'TLS'],
  ['request', 'request'],
] as const;

/** The time of a handshake without a path: `1.2–1.9 ms (full)`. */
function nearInWords(run: Run, near: readonly Layered[]): string {
  const kinds = [...Map.groupBy(near, ({ connection }) => connection.tls)].flatMap(([tls, own]) => {
    const ms = own.flatMap(({ over }) =>
      TESTED_TRANSPORTS.flatMap(transport => median(valuesOf(run, over, transport, handshake.of)) ?? []),
    );
    return ms.length === 0 ? [] : [`${roundedSpan(ms)} ms (${tls})`];
  });
  return kinds.length === 0 ? '' : `Without a path, the medians are ${list(kinds)}. `;
}

/**
 * What TLS adds to the time of connecting: visits that open a connection of their own. Null where
 * the run has none beside the same without TLS.
 */
export function connectOverTls(run: Run): Addition | null {
  const points = layeredPoints(run, isTimedVisit).filter(one => isTlsAlone(one) && isCold(one.over));
  const shares = points.flatMap(point => {
    const values = valuesOf(run, point.over, 'websocket', answeredShare);
    return values.length === 0 ? [] : [{ point, values }];
  });
  if (shares.length === 0) return null;
  const far = points.flatMap(({ over }): PathPlace[] =>
    over.load.path ? [{ ...over, path: over.load.path }] : [],
  );
  const trips =
    far.length === 0
      ? ''
      : `Medians of all transports in round trips of the path: ${eachDistanceInWords(run, far, PHASES)}. `;
  const because =
    'Over TLS, its handshake lies between opening TCP and the request, and the four terms leave it out too. ' +
    `${nearInWords(
      run,
      points.filter(({ over }) => !over.load.path),
    )}${trips}` +
    `Of the time until a connection over TLS is open, the four terms are ${list(
      shares.map(
        ({ point, values }) => `${roundedSpan(values.map(share => 100 * share))}% (${layerInShort(point)})`,
      ),
    )}.`;
  const strips = [
    plainStrip(
      'over TLS',
      { measure: 'the four terms, as a share of the time until a connection over TLS is open', unit: '%' },
      shares.map(({ point, values }) =>
        plainMark(
          { label: point.over.label, short: layerInShort(point) },
          supportVerdict(allAbove(values, COMPLETE)),
          100 * (median(values) ?? 0),
        ),
      ),
    ),
  ];
  const figures = [
    ...points.flatMap(({ over }) =>
      TESTED_TRANSPORTS.flatMap(transport => figureOf(run, over, transport, handshake) ?? []),
    ),
    ...tripFigures(run, far, ['tls']),
  ];
  return { because, strips, figures };
}
