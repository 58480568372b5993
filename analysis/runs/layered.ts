import type { Run } from '../../results/format/run.ts';
import type { Connection } from '../../scenarios/load/connection.ts';
import type { Load } from '../../scenarios/load/load.ts';
import { canonical } from './pairs.ts';

/** A point of a scenario. */
interface Place {
  scenario: string;
  point: string;
  label: string;
  load: Load;
}

/** A point with TLS or compression, and the one whose load is the same without. */
export interface Layered {
  plain: Place;
  over: Place;
  connection: Connection;
}

/** An option of a transport that says how it compresses. */
const isOfCompression = (name: string): boolean => name === 'coding' || name === 'deflate';

/**
 * The same text for loads that differ by their connection alone, and by how transports compress
 * over it.
 */
export function keyWithoutConnection({ connection: _, transports, ...load }: Load): string {
  const plain = Object.entries(transports).map(([transport, options]) => [
    transport,
    Object.fromEntries(Object.entries(options).filter(([name]) => !isOfCompression(name))),
  ]);
  return canonical({ ...load, transports: Object.fromEntries(plain) });
}

/** Every point of a kind that has a connection, beside the same load without one. */
export function layeredPoints({ scenarios }: Run, isOfKind: (load: Load) => boolean): Layered[] {
  return scenarios.flatMap(({ id, points }) => {
    const places = points
      .filter(({ load }) => isOfKind(load))
      .map(({ id: point, label, load }): Place => ({ scenario: id, point, label, load }));
    const keyOf = ({ load }: Place) => keyWithoutConnection(load);
    const plain = new Map(
      places.filter(({ load }) => !load.connection).map(place => [keyOf(place), place] as const),
    );
    return places.flatMap(over => {
      const [before, { connection }] = [plain.get(keyOf(over)), over.load];
      return before && connection ? [{ plain: before, over, connection }] : [];
    });
  });
}
