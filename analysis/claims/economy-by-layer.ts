import type { Run } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { type Layered, layeredPoints } from '../runs/layered.ts';
import { COMPRESSED, layerContrast, layerInShort, OVER_HTTP2, OVER_TLS } from './by-connection.ts';
import type { PointRef, Quantity } from './claim-figures.ts';
import { type Series, series, stripOf } from './contrasts.ts';
import { findingsOf, nameOfSeries, OPPONENTS, seriesInWords } from './economy-words.ts';
import { isDelivery } from './over-paths.ts';
import { bytesPerDelivery, wireBytesPerDelivery } from './quantities.ts';
import { type Addition, joined } from './with-layers.ts';
import { capital, list, roundedSpan } from './words.ts';

/** The points that have one kind of layer alone. */
interface Kind {
  name: string;
  points: Layered[];
}

/** Bytes on the wire where they were counted, else those of the application. */
const QUANTITIES: readonly Quantity[] = [wireBytesPerDelivery, bytesPerDelivery];

/** WebSocket against each of the others at these points, in the first quantity that they have. */
function comparedAt(run: Run, points: readonly Layered[]): Series[] {
  const places = points.map(({ over }) => over);
  const [first = []] = QUANTITIES.map(quantity =>
    OPPONENTS.map(opponent => series(run, places, ['websocket', opponent], quantity)).filter(
      ({ contrasts }) => contrasts.length > 0,
    ),
  ).filter(all => all.length > 0);
  return first;
}

/** `Compressed, wire bytes per delivery are so many times those without: SSE 0.31–0.82, …` */
function changeInWords(run: Run, { name, points }: Kind, quantity: Quantity): string {
  const said = TESTED_TRANSPORTS.flatMap(transport => {
    const ratios = points.flatMap(point => layerContrast(run, point, transport, quantity)?.ratio ?? []);
    return ratios.length === 0 ? [] : [`${inProse(transport)} ${roundedSpan(ratios)}`];
  });
  return `${capital(name)}, the ${quantity.label} are so many times those without: ${list(said)}.`;
}

function additionOf(run: Run, kind: Kind): Addition | null {
  const all = comparedAt(run, kind.points);
  const [first] = all;
  if (!first) return null;
  const shortOf = (place: PointRef) => {
    const own = kind.points.find(({ over }) => over === place);
    return own ? `${own.plain.point}, ${layerInShort(own)}` : '';
  };
  const words = all.map(one =>
    seriesInWords(
      one,
      findingsOf(one).map(finding => ({ ...finding, at: null })),
    ),
  );
  const { quantity } = first;
  return {
    because: `${changeInWords(run, kind, quantity)} ${capital(kind.name)}: ${words.join(' ')}`,
    strips: all.map(one => stripOf(one, 'less', null, `${nameOfSeries(one)}, ${kind.name}`, shortOf)),
    figures: [
      ...all.flatMap(({ contrasts }) => contrasts.map(({ figure }) => figure)),
      ...kind.points.flatMap(point =>
        TESTED_TRANSPORTS.flatMap(transport => layerContrast(run, point, transport, quantity)?.figure ?? []),
      ),
    ],
  };
}

/** Said where a run has no point with compression beside the same without. */
const UNCOMPRESSED: Addition = { because: 'Compression was not measured.', strips: [], figures: [] };

/**
 * What compression, TLS and HTTP/2 change of the bytes of a delivery, and whether WebSocket still
 * has fewer than the others.
 */
export function economyByLayer(run: Run): Addition | null {
  const layered = layeredPoints(run, isDelivery);
  const [compressed, ...others] = [COMPRESSED, OVER_TLS, OVER_HTTP2].map(({ name, isOf }) =>
    additionOf(run, { name, points: layered.filter(isOf) }),
  );
  return joined([compressed ?? UNCOMPRESSED, ...others]);
}
