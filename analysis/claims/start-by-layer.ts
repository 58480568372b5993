import type { Run } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { type Layered, layeredPoints } from '../runs/layered.ts';
import { type LayerKind, layerInShort, OVER_HTTP2, OVER_TLS } from './by-connection.ts';
import type { PointRef } from './claim-figures.ts';
import { type Series, series, stripOf, swept } from './contrasts.ts';
import { isCold, isTimedVisit, type PathPlace } from './over-paths.ts';
import { sweepInWords } from './rates.ts';
import { tripFigures, tripsInWords, tripsOf } from './trips.ts';
import { figuresOf, toFirst } from './visits.ts';
import { type Addition, joined } from './with-layers.ts';
import { capital } from './words.ts';

const inWords = (one: Series, name: string): string =>
  sweepInWords(
    swept(one, 'more', one.baseline).map(finding => ({ ...finding, at: null })),
    {
      statement: `${capital(name)}, ${inProse('websocket')} takes longer than ${inProse(one.baseline)}`,
      subject: `the time of ${inProse('websocket')} against ${inProse(one.baseline)} ${name}`,
      per: '',
      of: ' times the time',
    },
  );

const pathPlaces = (places: readonly PointRef[]): PathPlace[] =>
  places.flatMap(place => (place.load.path ? [{ ...place, path: place.load.path }] : []));

/** The round trips to the first notification, over a layer and without; empty without a path. */
function tripsToFirst(run: Run, points: readonly Layered[], name: string): string {
  const [over, plain] = [points.map(one => one.over), points.map(one => one.plain)].map(places =>
    tripsOf(run, pathPlaces(places), 'to-first'),
  );
  if (!over || !plain || over.values.length === 0 || plain.values.length === 0) return '';
  return ` Over a path, the first notification takes ${tripsInWords(over)} ${name} and ${tripsInWords(plain)} without.`;
}

function startOver(run: Run, { name, isOf }: LayerKind): Addition | null {
  const points = layeredPoints(run, isTimedVisit).filter(one => isOf(one) && isCold(one.over));
  const places = points.map(({ over }) => over);
  const all = TESTED_TRANSPORTS.filter(transport => transport !== 'websocket')
    .map(other => series(run, places, ['websocket', other], toFirst))
    .filter(({ contrasts }) => contrasts.length > 0);
  if (all.length === 0) return null;
  const shortOf = (place: PointRef) => {
    const own = points.find(({ over }) => over === place);
    return own ? layerInShort(own) : '';
  };
  return {
    because: `${all.map(one => inWords(one, name)).join(' ')}${tripsToFirst(run, points, name)}`,
    strips: all.map(one => stripOf(one, 'more', null, `against ${inProse(one.baseline)}, ${name}`, shortOf)),
    figures: [
      ...all.flatMap(({ contrasts }) => contrasts.map(({ figure }) => figure)),
      ...figuresOf(run, places, [toFirst]),
      ...tripFigures(run, pathPlaces(places), ['to-first']),
    ],
  };
}

/**
 * Whether WebSocket starts later than the others over TLS too, and over HTTP/2: visits that open a
 * connection of their own. Null where the run has none beside the same without.
 */
export const startByLayer = (run: Run): Addition | null =>
  joined([OVER_TLS, OVER_HTTP2].map(kind => startOver(run, kind)));
