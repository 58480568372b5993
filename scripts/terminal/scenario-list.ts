import { estimatedSeconds, planTrials } from '../../bench/run/plan.ts';
import { withPreset } from '../../bench/run/presets.ts';
import { SETS, scenarios } from '../../scenarios/catalogue.ts';
import { PRESETS, type Preset, type Scenario } from '../../scenarios/scenario.ts';
import { duration } from './duration.ts';

const planOf = (chosen: readonly Scenario[], preset: Preset) =>
  planTrials(
    chosen.map(scenario => withPreset(scenario, preset)),
    0,
  );
const timesOf = (chosen: readonly Scenario[]) =>
  PRESETS.map(preset => `${preset} ${duration(estimatedSeconds(planOf(chosen, preset)))}`).join(', ');

/**
 * Each scenario with question, claims, cells (points × transports) and duration by preset; each set
 * with its duration.
 */
export function scenarioList(): string {
  const listed = scenarios.map(scenario => {
    const { id, question, claims, points, search } = scenario;
    const cells = points.reduce((sum, { load }) => sum + Object.keys(load.transports).length, 0);
    const counted = search
      ? `a search for each of ${cells} transports`
      : `${points.length} ${points.length === 1 ? 'point' : 'points'}, ${cells} cells`;
    return `${id}\n  ${question}\n  ${claims.length > 0 ? `claims ${claims.join(', ')}; ` : ''}${counted}; takes about: ${timesOf([scenario])}\n`;
  });
  const sets = Object.entries(SETS).map(([name, members]) => {
    const ids =
      members.length === scenarios.length ? 'every scenario' : members.map(({ id }) => id).join(', ');
    return `--set ${name}\n  ${ids}\n  takes about: ${timesOf(members)}\n`;
  });
  return `${[...listed, ...sets].join('\n')}`;
}
