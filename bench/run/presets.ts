import type { RunScenario } from '../../results/format/run.ts';
import type { Preset, Scenario } from '../../scenarios/scenario.ts';

/**
 * The amount of measurement: more blocks and longer windows give narrower ranges and take longer.
 */
export interface PresetSettings {
  blocks: number;
  /** Whether the server's cores are kept awake. */
  keepAwake: boolean;
  warmUpSeconds: number;
  windowSeconds: number;
  /** How long the idle machine is watched, before the run and before each of its blocks. */
  calibrationSeconds: number;
  /** How often an invalid trial is repeated. */
  repeats: number;
}

export const presets: Record<Preset, PresetSettings> = {
  // For tests only; its values are not results.
  smoke: {
    blocks: 1,
    keepAwake: false,
    warmUpSeconds: 0.2,
    windowSeconds: 1,
    calibrationSeconds: 0.5,
    repeats: 0,
  },
  quick: {
    blocks: 3,
    keepAwake: true,
    warmUpSeconds: 1,
    windowSeconds: 2.2,
    calibrationSeconds: 4,
    repeats: 1,
  },
  // The compiler is done after about 5 s of the ticker; until then, latency still falls by a tenth.
  standard: {
    blocks: 5,
    keepAwake: true,
    warmUpSeconds: 5,
    windowSeconds: 10,
    calibrationSeconds: 10,
    repeats: 2,
  },
  thorough: {
    blocks: 10,
    keepAwake: true,
    warmUpSeconds: 5,
    windowSeconds: 20,
    calibrationSeconds: 20,
    repeats: 2,
  },
};

/**
 * A scenario with the settings of a preset, as run.json stores it. The scenario's own settings take
 * precedence.
 */
export function withPreset(scenario: Scenario, preset: Preset): RunScenario {
  const { id, title, question, answeredBy, prediction, claims, points, search = null } = scenario;
  const given = presets[preset];
  const warmUpSeconds = scenario.warmUpSeconds?.[preset] ?? given.warmUpSeconds;
  const windowSeconds = scenario.windowSeconds?.[preset] ?? given.windowSeconds;
  const blocks = scenario.blocks?.[preset] ?? given.blocks;
  return {
    id,
    title,
    question,
    ...(answeredBy !== undefined && { answeredBy }),
    prediction,
    claims,
    parameters: { blocks, warmUpSeconds, windowSeconds },
    points: points.map(({ blocks: ownBlocks, ...point }) => ({
      ...point,
      windowSeconds: point.windowSeconds?.[preset] ?? windowSeconds,
      ...(ownBlocks?.[preset] && { blocks: ownBlocks[preset] }),
    })),
    search,
  };
}
