import type { Preset, Scenario } from '../scenarios/scenario.ts';

/** How much is measured: more blocks and longer windows give narrower ranges and take longer. */
export interface PresetSettings {
  blocks: number;
  warmUpSeconds: number;
  windowSeconds: number;
  /** How long the idle machine is watched before the run. */
  calibrationSeconds: number;
  /** How often an invalid trial is made again. */
  repeats: number;
}

export const presets: Record<Preset, PresetSettings> = {
  // For tests, never for figures.
  smoke: { blocks: 1, warmUpSeconds: 0.2, windowSeconds: 1, calibrationSeconds: 0.5, repeats: 0 },
  quick: { blocks: 3, warmUpSeconds: 1, windowSeconds: 2.2, calibrationSeconds: 4, repeats: 1 },
  standard: { blocks: 5, warmUpSeconds: 2, windowSeconds: 10, calibrationSeconds: 10, repeats: 2 },
  thorough: { blocks: 10, warmUpSeconds: 3, windowSeconds: 20, calibrationSeconds: 20, repeats: 2 },
};

/** The settings of one scenario in a preset; its own window goes before the preset's. */
export function settingsOf(scenario: Scenario, preset: Preset): PresetSettings {
  return {
    ...presets[preset],
    windowSeconds: scenario.windowSeconds?.[preset] ?? presets[preset].windowSeconds,
  };
}
