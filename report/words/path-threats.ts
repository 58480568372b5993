import type { Run } from '../../results/format/run.ts';
import { pathsOf } from '../model/paths.ts';
import { isMeasured } from '../model/point.ts';
import { capital, counted, integer, percent, withUnit } from '../text/format.ts';
import { calibratedInWords, isRecovered } from './paths.ts';
import type { Threat } from './threat.ts';

/** What a real network would add, at the points that have no emulated path. */
export function realNetworkInWords(scenarios: Run['scenarios']): string {
  const loads = scenarios.flatMap(({ points }) => points.map(({ load }) => load));
  const far = loads.filter(({ path }) => path !== undefined).length;
  const adds =
    'a real network adds its own transit to each of these latencies: once for push, up to three times for long polling';
  const loses = 'A real network also loses packets; here none was lost unless a scenario says so.';
  if (far === 0) return `${capital(adds)}. ${loses}`;
  if (far === loads.length) return 'Every point is over an emulated path.';
  return `${capital(counted(far, 'point'))} of ${integer(loads.length)} ${far === 1 ? 'is' : 'are'} over an emulated path. At the others, ${adds}. ${loses}`;
}

/** Emulated paths, as far as they may differ from real ones; null where a run has none. */
export function emulatedPaths(run: Run): Threat | null {
  const paths = pathsOf(run);
  if (paths.length === 0) return null;
  const figures = run.trials.filter(isMeasured).flatMap(({ path }) => path ?? []);
  const most = (pick: (one: (typeof figures)[number]) => number) => Math.max(...figures.map(pick));
  const relay =
    figures.length === 0
      ? ''
      : ` In any trial, their relay used at most ${percent(most(one => one.relayCpuPercent))} of a core, and was at most ${withUnit(
          most(one => one.relayLateP99Ms),
          'ms',
        )} late at p99.`;
  return {
    title: 'Emulated paths are not the Internet',
    text: `${calibratedInWords(paths)}${relay} Nobody else uses these paths. A real path has other traffic in its queues, and its delay and its loss change together.`,
    touched: !paths.every(isRecovered),
  };
}
