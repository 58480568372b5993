import { inProse } from '../../scenarios/load/transport.ts';
import type { TransportFigures } from '../model/figures.ts';
import type { Spread } from '../model/spread.ts';
import { capital, counted, list, percent, rangeOf } from '../text/format.ts';
import type { Check } from './spec.ts';

/** With more drift than this, in % in either direction, a window is not steady. */
export const MAX_DRIFT_PERCENT = 10;

interface Drift {
  name: string;
  drift: Spread;
}

const sizeOf = ({ drift }: Drift) => Math.abs(drift.value);

function notSteady({ name, drift }: Drift): Check {
  // Blocks that drift in both directions point to chance, and to a window that is too short.
  const eitherWay = drift.min < 0 && drift.max > 0;
  const how = `${percent(Math.abs(drift.value))} ${drift.value > 0 ? 'higher' : 'lower'}`;
  const ends = rangeOf(drift);
  const blocks = counted(drift.blocks, 'block');
  const scatter = ends ? `median of ${blocks}; range ${ends}%` : blocks;
  return {
    warn: !eitherWay,
    text: `${capital(name)} is not steady: its median latency in the last third of the window is ${how} than in the first (${scatter}${eitherWay ? ', so it may be chance' : ''}).`,
  };
}

function allSteady(known: readonly Drift[]): Check[] {
  const [worst] = known.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  if (!worst) return [];
  const text = `Steady: in the median of the blocks, median latency in the first and the last third of the window differs by at most ${percent(sizeOf(worst))} (${worst.name}).`;
  return [{ warn: false, text }];
}

/**
 * Median latency in the last third of the window compared with the first, as the median of valid
 * blocks.
 */
export function steadinessChecks(transports: readonly TransportFigures[]): Check[] {
  const withLatency = transports.filter(({ latency }) => latency.fromSchedule.merged !== null);
  const known = withLatency.flatMap(({ transport, driftPercent }) =>
    driftPercent ? [{ name: inProse(transport), drift: driftPercent }] : [],
  );
  const untold = withLatency.filter(({ driftPercent }) => driftPercent === null);
  const over = known.filter(one => sizeOf(one) > MAX_DRIFT_PERCENT);
  return [
    ...(over.length > 0 ? over.map(notSteady) : allSteady(known)),
    ...(untold.length > 0
      ? [
          {
            warn: false,
            text: `Steadiness is unknown, because a third of the window has too few deliveries: ${list(untold.map(({ transport }) => inProse(transport)))}.`,
          },
        ]
      : []),
  ];
}
