import { rateInWords } from '../../../scenarios/load/path-words.ts';
import { PASSED_TOLERANCE } from './bounds.ts';
import type { MeasuredDirection, MeasuredPath } from './recovered.ts';
import { isTransitAsWanted } from './transit.ts';

/** Delay and spread should be told to this share. */
const WANTED_SHARE = 0.02;

const number = (value: number) => value.toPrecision(3);

/**
 * What the machine's own lateness hides of a delay and its spread, although neither is found to
 * differ. What the jitter drew is known, so its chance hides nothing of the mean.
 */
function coarse(side: string, found: MeasuredDirection): string[] {
  const { wantedDelayMs, wantedSpreadMs, relayedSpreadMs, passedSpreadToMs } = found;
  const boundMs = wantedSpreadMs > 0 ? found.passedDelayBoundMs : found.delayBoundMs;
  const noiseMs = passedSpreadToMs - (1 + PASSED_TOLERANCE) * relayedSpreadMs;
  return [
    ...(wantedDelayMs > 0 && boundMs > WANTED_SHARE * wantedDelayMs
      ? [
          `the delay ${side} cannot be told to 2% on this machine: ` +
            `${number(wantedDelayMs)} ms to ${number(boundMs)} ms`,
        ]
      : []),
    ...(wantedSpreadMs > 0 && noiseMs > WANTED_SHARE * relayedSpreadMs
      ? [
          `the spread of the delay ${side} cannot be told to 2% on this machine: ` +
            `${number(relayedSpreadMs)} ms to ${number(passedSpreadToMs - relayedSpreadMs)} ms`,
        ]
      : []),
  ];
}

function ofDirection(side: string, found: MeasuredDirection): string[] {
  const { counted, lossFromPercent, lossToPercent, wantedSpreadMs, spreadFromMs, probes } = found;
  const { wantedKbitPerSecond, measuredKbitPerSecond } = found;
  const clauses = coarse(side, found);
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
