import type { MeasuredDirection, MeasuredPath } from './recovered.ts';
import { isTransitAsWanted } from './transit.ts';

/** The bandwidth must be as the path says, to this share. */
const BANDWIDTH_TOLERANCE = 0.02;

const number = (value: number) => value.toPrecision(4);

function faultsOf(side: string, found: MeasuredDirection): string[] {
  const { wantedDelayMs, measuredDelayMs, delayBoundMs, relayedDelayMs } = found;
  const { measuredSpreadMs, spreadFromMs, spreadToMs, relayedSpreadMs } = found;
  const { counted, lostPackets, lossFromPercent, lossToPercent } = found;
  const { wantedKbitPerSecond, measuredKbitPerSecond } = found;
  const faults: string[] = [];
  if (Math.abs(measuredDelayMs - wantedDelayMs) > delayBoundMs) {
    faults.push(
      `the delay ${side} is ${number(measuredDelayMs)} ms, not ${number(wantedDelayMs)} ms ` +
        `within ${number(delayBoundMs)} ms (the emulator gave ${number(relayedDelayMs)} ms)`,
    );
  }
  if (measuredSpreadMs < spreadFromMs || measuredSpreadMs > spreadToMs) {
    faults.push(
      `the spread of the delay ${side} is ${number(measuredSpreadMs)} ms, ` +
        `outside ${number(spreadFromMs)} to ${number(spreadToMs)} ms ` +
        `(the emulator gave ${number(relayedSpreadMs)} ms)`,
    );
  }
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
