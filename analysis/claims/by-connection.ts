import type { Run } from '../../results/format/run.ts';
import type { Connection } from '../../scenarios/load/connection.ts';
import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import { ratioInterval } from '../comparison/ratio-interval.ts';
import { pairedRatios } from '../comparison/transports.ts';
import type { Layered } from '../runs/layered.ts';
import { pathInShort } from '../runs/paths.ts';
import { median } from '../statistics/paired-ratios.ts';
import { allTrials, figureOf, type Quantity } from './claim-figures.ts';
import type { ClaimFigure } from './verdict.ts';

const hasOnly = ({ connection }: Layered, ...parts: readonly (keyof Connection)[]): boolean =>
  Object.keys(connection).toSorted().join() === parts.join();

/** Whether a connection has TLS and nothing else. */
export const isTlsAlone = (layered: Layered): boolean => hasOnly(layered, 'tls');

/** One kind of layer below all transports. */
export interface LayerKind {
  /** In prose: `over TLS` or `compressed`. */
  name: string;
  /** Whether a connection has it, and nothing else. */
  isOf: (layered: Layered) => boolean;
}

export const COMPRESSED: LayerKind = {
  name: 'compressed',
  isOf: layered => hasOnly(layered, 'compression'),
};
export const OVER_TLS: LayerKind = { name: 'over TLS', isOf: isTlsAlone };
export const OVER_HTTP2: LayerKind = {
  name: 'over HTTP/2 and TLS',
  isOf: layered => hasOnly(layered, 'http', 'tls') && layered.connection.http === 2,
};

/** A few words for a mark: `full`, or `full, 20 ms` over a path. */
export const layerInShort = ({ connection: { tls, http, compression }, over }: Layered): string =>
  [
    tls,
    ...(http === 2 ? ['HTTP/2'] : []),
    compression,
    ...(over.load.path ? [pathInShort(over.load.path)] : []),
  ]
    .filter(part => part !== undefined)
    .join(', ');

/** What a connection changes of one transport. */
export interface LayerContrast {
  layered: Layered;
  transport: Transport;
  /** Over the connection ÷ without, the median of the blocks that have both. */
  ratio: number;
  /** The ends of its 95% interval; null with a single block. */
  lower: number | null;
  upper: number | null;
  /** The difference of the medians, in the unit of the quantity. */
  added: number;
  figure: ClaimFigure;
}

/**
 * A transport over a connection against the same without, paired within blocks; undefined if no
 * block has both.
 */
export function layerContrast(
  run: Run,
  layered: Layered,
  transport: Transport,
  quantity: Quantity,
): LayerContrast | undefined {
  const { plain, over } = layered;
  const [own, before] = [over, plain].map(place => figureOf(run, place, transport, quantity));
  const ratios = pairedRatios(allTrials(run, over, transport), allTrials(run, plain, transport), quantity.of);
  const middle = median(ratios.map(({ ratio }) => ratio));
  if (middle === null || !own || !before) return undefined;
  // The session does the same to both.
  const interval = ratioInterval(ratios, null);
  const [ratio, lower, upper] = [interval?.median ?? middle, interval?.low ?? null, interval?.high ?? null];
  return {
    layered,
    transport,
    ratio,
    lower,
    upper,
    added: own.value - before.value,
    figure: {
      label: `${quantity.label} of ${inProse(transport)}, as a multiple of that of “${plain.label}”`,
      value: ratio,
      unit: '×',
      lower,
      upper,
      scenario: over.scenario,
      point: over.point,
      transport,
    },
  };
}
