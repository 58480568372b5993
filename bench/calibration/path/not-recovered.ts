import type { MeasuredDirection, MeasuredPath } from './recovered.ts';
import { isTransitAsWanted } from './transit.ts';

/** The bandwidth must be as the path says, to this share. */
const BANDWIDTH_TOLERANCE = 0.02;

const number = (value: number) => value.toPrecision(4);

/** A mean delay that differs from the setting, or else from what the emulator decided. */
function delayFault(side: string, found: MeasuredDirection): string | null {
  const { wantedDelayMs, measuredDelayMs, delayBoundMs, relayedDelayMs, passedDelayBoundMs } = found;
  const measured = `the delay ${side} is ${number(measuredDelayMs)} ms`;
  if (Math.abs(measuredDelayMs - wantedDelayMs) > delayBoundMs) {
    return (
      `${measured}, not ${number(wantedDelayMs)} ms within ${number(delayBoundMs)} ms ` +
      `(the emulator gave ${number(relayedDelayMs)} ms)`
    );
  }
  return Math.abs(measuredDelayMs - relayedDelayMs) > passedDelayBoundMs
    ? `${measured}, and the emulator gave ${number(relayedDelayMs)} ms, not within ${number(passedDelayBoundMs)} ms`
    : null;
}

/**
 * A spread that differs from the setting, or else from what the emulator decided for these very
 * packets; or what it decided differs from the setting.
 */
function spreadFault(side: string, found: MeasuredDirection): string | null {
  const { measuredSpreadMs: measured, relayedSpreadMs: relayed, wantedSpreadMs } = found;
  const outside = (value: number, from: number, to: number) => value < from || value > to;
  const between = (from: number, to: number) => `outside ${number(from)} to ${number(to)} ms`;
  const { spreadFromMs, spreadToMs, passedSpreadFromMs, passedSpreadToMs } = found;
  const { drawnSpreadFromMs, drawnSpreadToMs } = found;
  const said = `the spread of the delay ${side} is ${number(measured)} ms`;
  if (outside(measured, spreadFromMs, spreadToMs)) {
    return `${said}, ${between(spreadFromMs, spreadToMs)} (the emulator gave ${number(relayed)} ms)`;
  }
  if (outside(measured, passedSpreadFromMs, passedSpreadToMs)) {
    return `${said}, ${between(passedSpreadFromMs, passedSpreadToMs)}: the emulator gave ${number(relayed)} ms`;
  }
  if (drawnSpreadFromMs === null || drawnSpreadToMs === null) return null;
  return outside(relayed, drawnSpreadFromMs, drawnSpreadToMs)
    ? `the emulator gave a spread of ${number(relayed)} ms ${side}, ` +
        `${between(drawnSpreadFromMs, drawnSpreadToMs)} for ${number(wantedSpreadMs)} ms`
    : null;
}

function faultsOf(side: string, found: MeasuredDirection): string[] {
  const { counted, lostPackets, lossFromPercent, lossToPercent } = found;
  const { wantedKbitPerSecond, measuredKbitPerSecond } = found;
  const faults = [delayFault(side, found), spreadFault(side, found)].filter(fault => fault !== null);
  const lostPercent = (100 * lostPackets) / counted;
  if (lostPercent < lossFromPercent || lostPercent > lossToPercent) {
    faults.push(
      `${lostPackets} of ${counted} packets were lost ${side}, ` +
        `outside ${lossFromPercent.toPrecision(2)}% to ${lossToPercent.toPrecision(2)}%`,
    );
  }
  if (wantedKbitPerSecond !== null && measuredKbitPerSecond !== null) {
    if (Math.abs(measuredKbitPerSecond - wantedKbitPerSecond) > BANDWIDTH_TOLERANCE * wantedKbitPerSecond) {
      faults.push(
        `the bandwidth ${side} is ${number(measuredKbitPerSecond)} kbit/s, ` +
          `not ${number(wantedKbitPerSecond)} kbit/s`,
      );
    }
  }
  return faults;
}

/** Over a path that loses, a transit has in it what TCP sent again: probes show the delay. */
function transitFaults(found: MeasuredPath): string[] {
  if (found.path.lossPercent !== undefined || isTransitAsWanted(found)) return [];
  const { transitMs, wantedTransitMs, transitBoundMs } = found;
  return [
    `one transit is ${number(transitMs ?? 0)} ms, not ${number(wantedTransitMs ?? 0)} ms ` +
      `within ${number(transitBoundMs ?? 0)} ms`,
  ];
}

/** A burst must arrive whole, and the kernel must say that nothing of it was sent again. */
function burstFaults(burst: MeasuredPath['burst']): string[] {
  if (burst === null) return [];
  const { retransmittedSegments, packets, connections = packets } = burst;
  return [
    ...(packets < connections ? [`${packets} of ${connections} deliveries of a burst arrived`] : []),
    ...(retransmittedSegments === null ? ['the segments sent again in a burst were not counted'] : []),
    ...(retransmittedSegments !== null && retransmittedSegments > 0
      ? [`a burst without loss had ${retransmittedSegments} segments retransmitted`]
      : []),
  ];
}

/** What differs from the parameters of a path, one clause each; empty if nothing does. */
export const notRecovered = (found: MeasuredPath): string[] => [
  ...faultsOf('down', found.down),
  ...faultsOf('up', found.up),
  ...transitFaults(found),
  ...burstFaults(found.burst),
];
