import type { PathCalibration, RecoveredDirection } from '../../../results/format/path.ts';

/** Delay, jitter and bandwidth must be as the path says, to this share. */
const TOLERANCE = 0.02;
/** What the wake-ups of an idle machine may add to a mean, and to a spread. */
const MEAN_FLOOR_MS = 0.15;
const SPREAD_FLOOR_MS = 0.5;

const isNear = (measured: number, wanted: number, floor: number) =>
  Math.abs(measured - wanted) <= Math.max(TOLERANCE * wanted, floor);

function faultsOf(side: string, found: RecoveredDirection): string[] {
  const { wantedDelayMs, measuredDelayMs, wantedSpreadMs, measuredSpreadMs } = found;
  const { counted, lostPackets, lossFromPercent, lossToPercent } = found;
  const { wantedKbitPerSecond, measuredKbitPerSecond } = found;
  const faults: string[] = [];
  const differs = (what: string, wanted: number, measured: number, unit: string) =>
    faults.push(
      `${what} ${side} is ${measured.toPrecision(4)} ${unit}, not ${wanted.toPrecision(4)} ${unit}`,
    );
  if (!isNear(measuredDelayMs, wantedDelayMs, MEAN_FLOOR_MS)) {
    differs('the delay', wantedDelayMs, measuredDelayMs, 'ms');
  }
  if (!isNear(measuredSpreadMs, wantedSpreadMs, SPREAD_FLOOR_MS)) {
    differs('the spread of the delay', wantedSpreadMs, measuredSpreadMs, 'ms');
  }
  const lostPercent = (100 * lostPackets) / counted;
  if (lostPercent < lossFromPercent || lostPercent > lossToPercent) {
    faults.push(
      `${lostPackets} of ${counted} packets were lost ${side}, ` +
        `outside ${lossFromPercent.toPrecision(2)}% to ${lossToPercent.toPrecision(2)}%`,
    );
  }
  if (wantedKbitPerSecond !== null && measuredKbitPerSecond !== null) {
    if (!isNear(measuredKbitPerSecond, wantedKbitPerSecond, 0)) {
      differs('the bandwidth', wantedKbitPerSecond, measuredKbitPerSecond, 'kbit/s');
    }
  }
  return faults;
}

/** What differs from the parameters of a path, one clause each; empty if nothing does. */
export function notRecovered({ down, up, burst }: Omit<PathCalibration, 'reasons'>): string[] {
  const retransmitted = burst?.retransmittedSegments ?? 0;
  return [
    ...faultsOf('down', down),
    ...faultsOf('up', up),
    ...(retransmitted > 0 ? [`a burst without loss had ${retransmitted} segments retransmitted`] : []),
  ];
}
