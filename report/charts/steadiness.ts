import { inProse } from '../../scenarios/load/transport.ts';
import type { TransportFigures } from '../model/figures.ts';
import type { Spread } from '../model/spread.ts';
import { capital, counted, list, percent, rangeOf } from '../text/format.ts';
import type { Check } from './spec.ts';

/** Beyond this drift, in % either way, a window is not steady. */
const MAX_DRIFT_PERCENT = 10;

interface Drift {
  name: string;
  drift: Spread;
}

const sizeOf = ({ drift }: Drift) => Math.abs(drift.value);

function notSteady({ name, drift }: Drift): Check {
  // Blocks that drift either way speak of chance, and of a window too short to tell.
  const eitherWay = drift.min < 0 && drift.max > 0;
  const how = `${percent(Math.abs(drift.value))} ${drift.value > 0 ? 'slower' : 'faster'}`;
  const ends = rangeOf(drift);
  const blocks = counted(drift.blocks, 'block');
  const scatter = ends ? `median of ${blocks}; range ${ends}%` : blocks;
  return {
    warn: !eitherWay,
    text: `${capital(name)} is not steady: the last third of the window is ${how} than the first (${scatter}${eitherWay ? ', so it may be chance' : ''}).`,
  };
}

function allSteady(known: readonly Drift[]): Check[] {
  const [worst] = known.toSorted((a, b) => sizeOf(b) - sizeOf(a));
  if (!worst) return [];
  const text = `Steady: in the median of the blocks, the last and the first third of the window differ by ${percent(sizeOf(worst))} or less (${worst.name}).`;
  return [{ warn: false, text }];
}

/** The median latency of the last third of the window against that of the first, each in the median of valid blocks. */
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
            text: `Whether they are steady cannot be told, a third of the window having too few deliveries: ${list(untold.map(({ transport }) => inProse(transport)))}.`,
          },
        ]
      : []),
  ];
}
