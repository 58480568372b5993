import type { Run } from '../../results/format/run.ts';
import type { Path } from '../../scenarios/load/path.ts';
import { canonical } from './pairs.ts';

/** What a path adds to a plain cable: distance alone, lost packets, or a limit of bandwidth. */
export type PathKind = 'distance' | 'loss' | 'narrow';

export function pathKindOf({ lossPercent, downKbitPerSecond, upKbitPerSecond }: Path): PathKind {
  if (downKbitPerSecond !== undefined || upKbitPerSecond !== undefined) return 'narrow';
  return lossPercent === undefined ? 'distance' : 'loss';
}

/** The same text for the same path, whatever the order of its fields. */
export const pathKey = (path: Path): string => canonical(path);

const set = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6 });

function rateInShort(kbitPerSecond: number): string {
  return kbitPerSecond < 1000
    ? `${set.format(kbitPerSecond)} kbit/s`
    : `${set.format(kbitPerSecond / 1000)} Mbit/s`;
}

function limitInShort({ downKbitPerSecond: down, upKbitPerSecond: up }: Path): string[] {
  if (down !== undefined && down === up) return [rateInShort(down)];
  return [
    ...(down === undefined ? [] : [`${rateInShort(down)} down`]),
    ...(up === undefined ? [] : [`${rateInShort(up)} up`]),
  ];
}

/** A path in a few words, its round trip first: `80 ms`, `80 ms, 1% loss`, `20 ms, 256 kbit/s`. */
export function pathInShort(path: Path): string {
  const { rttMs, jitterMs, lossPercent, lossBurstPackets, congestionControl } = path;
  return [
    `${set.format(rttMs)} ms`,
    ...(jitterMs === undefined ? [] : [`jitter ${set.format(jitterMs)} ms`]),
    ...(lossPercent === undefined
      ? []
      : [`${set.format(lossPercent)}% loss${lossBurstPackets === undefined ? '' : ' in bursts'}`]),
    ...limitInShort(path),
    ...(congestionControl === undefined ? [] : [congestionControl]),
  ].join(', ');
}

const KINDS: readonly PathKind[] = ['distance', 'loss', 'narrow'];

/** The order of paths: by kind, then near before far, then good before bad. */
export function byPath(a: Path, b: Path): number {
  const limitOf = ({ downKbitPerSecond: down, upKbitPerSecond: up }: Path) =>
    -Math.min(down ?? Number.MAX_VALUE, up ?? Number.MAX_VALUE);
  return (
    KINDS.indexOf(pathKindOf(a)) - KINDS.indexOf(pathKindOf(b)) ||
    a.rttMs - b.rttMs ||
    (a.lossPercent ?? 0) - (b.lossPercent ?? 0) ||
    (a.lossBurstPackets ?? 0) - (b.lossBurstPackets ?? 0) ||
    limitOf(a) - limitOf(b)
  );
}

/**
 * One transit over a path in ms: the mean of its calibrations, one a session. Null where none was
 * measured.
 */
export function transitOver({ paths = [] }: Pick<Run, 'paths'>, path: Path): number | null {
  const key = pathKey(path);
  const transits = paths.flatMap(one => (pathKey(one.path) === key ? (one.transitMs ?? []) : []));
  return transits.length === 0 ? null : transits.reduce((sum, one) => sum + one, 0) / transits.length;
}

/** The same, else half of the round trip. */
export const transitOverMs = (run: Pick<Run, 'paths'>, path: Path): number =>
  transitOver(run, path) ?? path.rttMs / 2;
