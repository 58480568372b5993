import type { Path } from '../../../scenarios/load/path.ts';

// What the settings of a path say of one direction. Nothing here is asked of the emulator: its
// calibration would compare it with itself.

export type Side = 'down' | 'up';

/** The bandwidth of a direction in kbit/s; undefined if it is unlimited. */
export const kbitOf = (path: Path, side: Side): number | undefined =>
  side === 'down' ? path.downKbitPerSecond : path.upKbitPerSecond;

/** Time in ms that a frame of so many bytes, headers included, takes to pass a bandwidth. */
export const frameMs = (frameBytes: number, kbitPerSecond: number | undefined): number =>
  kbitPerSecond === undefined ? 0 : (8 * frameBytes) / kbitPerSecond;

/** Mean time in ms of a lone frame in a direction: half of the round trip, and its bits. */
export const wantedDelayMs = (path: Path, side: Side, frameBytes: number): number =>
  path.rttMs / 2 + frameMs(frameBytes, kbitOf(path, side));

/**
 * Standard deviation in ms of the delay of a direction, √(2/9) × J. The delay wanders in straight
 * lines between values that are drawn evenly from −J to +J, each with the variance J²/3. At the
 * share t of the way between two of them it is (1 − t) a + t b, with the variance
 * ((1 − t)² + t²) J²/3. The mean of (1 − t)² + t² over all t is 2/3.
 */
export const wantedSpreadMs = ({ jitterMs = 0 }: Path): number => Math.sqrt(2 / 9) * jitterMs;
