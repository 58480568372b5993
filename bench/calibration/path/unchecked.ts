import { rateInWords } from '../../../scenarios/load/path-words.ts';
import type { MeasuredDirection, MeasuredPath } from './recovered.ts';
import { isTransitAsWanted } from './transit.ts';

function ofDirection(side: string, found: MeasuredDirection): string[] {
  const { counted, lossFromPercent, lossToPercent, wantedSpreadMs, spreadFromMs, probes } = found;
  const { wantedKbitPerSecond, measuredKbitPerSecond } = found;
  const clauses: string[] = [];
  if (lossToPercent > 0 && lossFromPercent === 0) {
    clauses.push(`the loss ${side} cannot be told from none by ${counted} packets`);
  }
  if (wantedSpreadMs > 0 && spreadFromMs === 0) {
    clauses.push(`the jitter ${side} cannot be told from none by ${probes} packets`);
  }
  if (wantedKbitPerSecond !== null && measuredKbitPerSecond === null) {
    clauses.push(
      `the limit of ${rateInWords(wantedKbitPerSecond)} ${side} does not show: it is more than this machine can emulate or receive`,
    );
  }
  return clauses;
}

/** Why one transit was not checked; null if it was. Without a value it has no other reason. */
function ofTransit(found: MeasuredPath): string | null {
  const { path, transitMs, wantedTransitMs } = found;
  if (transitMs === null) return 'one transit was not measured, because no trial of it was valid';
  if (wantedTransitMs === null) {
    return 'one transit is not compared, because it was not measured on the idle machine';
  }
  return path.lossPercent !== undefined && !isTransitAsWanted(found)
    ? 'one transit is not as wanted, because it has in it what TCP sent again'
    : null;
}

/** Why no burst was sent; null if one was, or if the path loses packets on purpose. */
function ofBurst({ path, burst }: MeasuredPath): string | null {
  if (burst !== null || path.lossPercent !== undefined) return null;
  return 'no burst was sent, because not even one notification passes the limit within 0.1 s';
}

/** What the calibration of a path could not check, one clause each; empty if it checked all. */
export function uncheckedOf(found: MeasuredPath): string[] {
  const ofAll = [ofTransit(found), ofBurst(found)].filter(clause => clause !== null);
  return [...ofDirection('down', found.down), ...ofDirection('up', found.up), ...ofAll];
}
