import type { Run } from '../../results/format/run.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { BrowserFigures } from '../../results/format/trial-extras.ts';
import { BROWSERS } from '../../scenarios/load/browser.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { TestedTransport } from '../../scenarios/load/transport.ts';
import { allTrials, type PointRef, placesOf } from './claim-figures.ts';
import { attempts } from './losses.ts';
import { capital } from './words.ts';

/** The scenario with real browsers. */
export const BROWSER = 'browser';
export type BrowserTrial = MeasuredTrial & { browser: BrowserFigures };

/** Browsers open at most this many HTTP/1.1 connections per host. */
export const HOST_CONNECTIONS = 6;

/**
 * The kind of a point, from its load: `roomy` has fewer subscriptions than connections, `crowded`
 * more, `multiplexed` has as many over HTTP/2, `layered` has TLS.
 */
type Kind = 'plain' | 'layered' | 'killed' | 'roomy' | 'crowded' | 'multiplexed' | 'hidden';
export function kindOf({ browser, fault, subscribers, connection }: Load): Kind | null {
  if (!browser) return null;
  if (connection?.http === 2 && subscribers > HOST_CONNECTIONS) return 'multiplexed';
  if (connection) return 'layered';
  if (fault) return 'killed';
  if (browser.hidden) return 'hidden';
  if (subscribers === 1) return 'plain';
  return subscribers > HOST_CONNECTIONS ? 'crowded' : 'roomy';
}

/** The points of one kind. */
export const placesOfKind = (run: Run, kind: Kind): PointRef[] =>
  placesOf(run, [BROWSER]).filter(({ load }) => kindOf(load) === kind);

/**
 * Every measured attempt, even if the trial failed a gate: the behaviour of the browser was
 * observed all the same.
 */
export function trialsAt(run: Run, place: PointRef, transport: TestedTransport): BrowserTrial[] {
  return attempts(allTrials(run, place, transport)).filter(
    (trial): trial is BrowserTrial => trial.browser !== undefined,
  );
}

/** A browser within a sentence: `Chromium 147.0` for `Chrome/147.0.1`. */
export const versionOf = ({ browser: { program, version } }: BrowserTrial): string =>
  `${capital(program)} ${/\d+(?:\.\d+)?/.exec(version)?.[0] ?? ''}`.trim();

/** The browsers that none of these points uses. */
export const missingPrograms = (places: readonly PointRef[]): string[] =>
  BROWSERS.filter(program => !places.some(({ load }) => load.browser?.program === program)).map(capital);
