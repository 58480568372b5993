import { rateInWords } from '../../../scenarios/load/path-words.ts';
import type { MeasuredDirection, MeasuredPath } from './recovered.ts';
import { isTransitAsWanted } from './transit.ts';

/** More than the limit must be offered by this share, or the limit does not show. */
const LEAST_OVERLOAD = 1.05;

const rate = (kbitPerSecond: number | null) => rateInWords(Number((kbitPerSecond ?? 0).toPrecision(3)));

/** Whether a limited direction was offered more than its limit. */
export const isOffered = ({ wantedKbitPerSecond, offeredKbitPerSecond }: MeasuredDirection): boolean =>
  wantedKbitPerSecond !== null &&
  offeredKbitPerSecond !== null &&
  offeredKbitPerSecond >= LEAST_OVERLOAD * wantedKbitPerSecond;

function ofDirection(side: string, found: MeasuredDirection): string[] {
  const { counted, lossFromPercent, lossToPercent, wantedSpreadMs, spreadFromMs, probes } = found;
  const { wantedKbitPerSecond, offeredKbitPerSecond, measuredKbitPerSecond } = found;
  const clauses: string[] = [];
  if (lossToPercent > 0 && lossFromPercent === 0) {
    clauses.push(`the loss ${side} cannot be told from none by ${counted} packets`);
  }
  if (wantedSpreadMs > 0 && spreadFromMs === 0) {
    clauses.push(`the jitter ${side} cannot be told from none by ${probes} packets`);
  }
  if (wantedKbitPerSecond !== null && !isOffered(found)) {
    clauses.push(
      `the limit of ${rate(wantedKbitPerSecond)} ${side} does not show: ` +
        `${rate(offeredKbitPerSecond)} came to it, and ${rate(measuredKbitPerSecond)} arrived`,
    );
  }
  return clauses;
}

/** What the calibration of a path could not check, one clause each; empty if it checked all. */
export function uncheckedOf(found: MeasuredPath): string[] {
  const { path, down, up, transitMs, wantedTransitMs } = found;
  return [
    ...ofDirection('down', down),
    ...ofDirection('up', up),
    ...(transitMs === null ? ['one transit was not measured, because no trial of it was valid'] : []),
    ...(wantedTransitMs === null
      ? ['one transit is not compared, because it was not measured on the idle machine']
      : []),
    ...(path.lossPercent !== undefined && !isTransitAsWanted(found)
      ? ['one transit is not as wanted, because it has in it what TCP sent again']
      : []),
  ];
}
