import type { Path } from './path.ts';
import { PATH_NAMES, PATH_PRESETS, type PathName } from './path-presets.ts';
import { pathText } from './path-text.ts';

const set = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 6 });

/** `256 kbit/s`, `1.6 Mbit/s` */
export function rateInWords(kbitPerSecond: number): string {
  if (kbitPerSecond < 1000) return `${set.format(kbitPerSecond)} kbit/s`;
  return `${set.format(kbitPerSecond / 1000)} Mbit/s`;
}

function lossInWords({ lossPercent, lossBurstPackets }: Path): string[] {
  if (lossPercent === undefined) return [];
  const bursts =
    lossBurstPackets === undefined ? '' : ` in bursts of ${set.format(lossBurstPackets)} packets on average`;
  return [`${set.format(lossPercent)}% loss each way${bursts}`];
}

function bandwidthInWords({ downKbitPerSecond: down, upKbitPerSecond: up }: Path): string[] {
  if (down !== undefined && down === up) return [`${rateInWords(down)} each way`];
  return [
    ...(down === undefined ? [] : [`${rateInWords(down)} down`]),
    ...(up === undefined ? [] : [`${rateInWords(up)} up`]),
  ];
}

/** A path in words: `80 ms round trip, 1% loss each way`. */
export function pathInWords(path: Path): string {
  const { rttMs, jitterMs, congestionControl } = path;
  const parts = [
    ...(rttMs === 0 ? [] : [`${set.format(rttMs)} ms round trip`]),
    ...(jitterMs === undefined ? [] : [`jitter of up to ${set.format(jitterMs)} ms each way`]),
    ...lossInWords(path),
    ...bandwidthInWords(path),
    ...(congestionControl === undefined ? [] : [`congestion control ${congestionControl}`]),
  ];
  return parts.length === 0 ? 'no delay, no loss and no limit' : parts.join(', ');
}

/** The name of the preset that a path equals; null if it is none. */
export function presetOf(path: Path): PathName | null {
  const text = pathText(path);
  return PATH_NAMES.find(name => pathText(PATH_PRESETS[name].path) === text) ?? null;
}

/** The name of the preset that a path equals, else the path as it is typed. */
export const pathName = (path: Path): string => presetOf(path) ?? pathText(path);
