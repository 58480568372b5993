import { type ClaimVerdict, claimsOf } from '../../analysis/claims/claims.ts';
import type { Complexity } from '../../analysis/claims/code-size.ts';
import { withPreset } from '../../bench/run/presets.ts';
import type { Run, RunPoint } from '../../results/format/run.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { PhaseId } from '../../results/format/trial-extras.ts';
import { scenarios } from '../../scenarios/catalogue.ts';
import { TESTED_TRANSPORTS, type TestedTransport, type Transport } from '../../scenarios/load/transport.ts';
import { madePathFigures } from './paths.ts';
import { type Made, madeRun, madeTrial, spreadMs } from './run.ts';

/** What a transport measures at a point; `alter` changes what a made-up trial has no name for. */
export type Measures = Partial<Made> & { alter?: (trial: MeasuredTrial) => void };

/** What a run has of one point. */
export interface Part {
  scenario: string;
  points: RunPoint[];
  trials: MeasuredTrial[];
}

/** Five blocks of a point of the catalogue; another load than its own where `load` says so. */
export function at(
  scenario: string,
  point: string,
  measures: Partial<Record<Transport, Measures>>,
  { blocks = 5, load = {} }: { blocks?: number; load?: Partial<RunPoint['load']> } = {},
): Part {
  const known = scenarios.find(({ id }) => id === scenario);
  if (!known) throw new Error(`no scenario ${scenario}`);
  const { points } = withPreset(known, 'standard');
  // A search comes to points that are not in the catalogue.
  const template = points.find(({ id }) => id === point) ?? { ...(points[0] as RunPoint), id: point };
  const trials = Array.from({ length: blocks }, (_, block) =>
    (Object.entries(measures) as [Transport, Measures][]).map(([transport, { alter, ...made }]) => {
      const trial = madeTrial(
        { scenario, point, transport, block },
        { latenciesMs: spreadMs(1, 2, 100), ...made },
      );
      if (load.path) trial.path = madePathFigures();
      alter?.(trial);
      return trial;
    }),
  ).flat();
  return { scenario, points: [{ ...template, load: { ...template.load, ...load } }], trials };
}

/** A run of these points. */
export function runOf(...parts: Part[]): Run {
  const ids = new Set(parts.map(({ scenario }) => scenario));
  const own = scenarios.filter(({ id }) => ids.has(id)).map(one => withPreset(one, 'standard'));
  return madeRun(
    own.map(one => ({
      ...one,
      points: parts.filter(({ scenario }) => scenario === one.id).flatMap(({ points }) => points),
    })),
    parts.flatMap(({ trials }) => trials),
  );
}

/** What a run says of one claim. */
export function said(run: Run, id: string, complexity: Complexity | null = null): ClaimVerdict {
  const found = claimsOf(run, complexity).find(one => one.id === id);
  if (!found) throw new Error(`no claim ${id}`);
  return found;
}

/** The same for all four tested transports. */
export const everyone = (
  of: (transport: TestedTransport) => Measures,
): Partial<Record<Transport, Measures>> =>
  Object.fromEntries(TESTED_TRANSPORTS.map(transport => [transport, of(transport)]));

/** Phases of so many ms in the mean and the median. */
export function phases(ms: Partial<Record<PhaseId, number>>): NonNullable<MeasuredTrial['phases']> {
  const { latencyMs } = madeTrial(
    { scenario: 's', point: 'p', transport: 'sse', block: 0 },
    { latenciesMs: [1, 1] },
  );
  if (!latencyMs) throw new Error('a made-up trial has latencies');
  return Object.entries(ms).map(([id, mean]) => ({
    id: id as PhaseId,
    latencyMs: { ...latencyMs.fromSchedule, count: 100, mean, p50: mean },
  }));
}

/** Latencies around a median. */
export const around = (ms: number): Measures => ({ latenciesMs: spreadMs(ms * 0.9, ms * 1.1, 100) });
