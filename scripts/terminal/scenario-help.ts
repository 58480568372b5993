import { estimatedSeconds, pathCalibrationSeconds, planTrials } from '../../bench/run/plan.ts';
import { withPreset } from '../../bench/run/presets.ts';
import { pathInWords } from '../../scenarios/load/path-words.ts';
import { REFERENCES, type Transport } from '../../scenarios/load/transport.ts';
import { type Point, PRESETS, type Preset, type Scenario } from '../../scenarios/scenario.ts';
import { type Command, helpText, twoColumns } from './command.ts';
import { duration } from './duration.ts';
import { scenarioIn } from './scenario-name.ts';
import { USUAL_COLUMNS } from './terminal.ts';
import { wrapped } from './wrapped.ts';

const planOf = (chosen: readonly Scenario[], preset: Preset) =>
  planTrials(
    chosen.map(scenario => withPreset(scenario, preset)),
    0,
  );

/** Seconds of the trials, and of calibrating their paths. */
function secondsOf(chosen: readonly Scenario[], preset: Preset): number {
  const plans = planOf(chosen, preset);
  return estimatedSeconds(plans) + pathCalibrationSeconds(plans);
}

/** How long scenarios take together at each preset: `smoke 6 s, quick 50 s, …`. */
export const timesOf = (chosen: readonly Scenario[]): string =>
  PRESETS.map(preset => `${preset} ${duration(secondsOf(chosen, preset))}`).join(', ');

/** The transports of a scenario, references apart. */
function transportsOf({ points }: Scenario): string {
  const all = [...new Set(points.flatMap(({ load }) => Object.keys(load.transports) as Transport[]))];
  const references = all.filter(transport => REFERENCES.includes(transport));
  const tested = all.filter(transport => !references.includes(transport)).join(', ');
  return references.length === 0 ? tested : `${tested}; for comparison ${references.join(', ')}`;
}

/** The label of a point, and its path where the label does not say it. */
function pointInWords({ label, load: { path } }: Point): string {
  const words = path === undefined ? '' : pathInWords(path);
  return label.includes(words) ? label : `${label} (path: ${words})`;
}

/** What a scenario asks, what the theory predicts, its points and how long it takes. */
export function scenarioHelp(scenario: Scenario): string {
  const { id, title, question, prediction, claims, points, search } = scenario;
  const section = (heading: string, text: string) => `${heading}\n${paragraph(text)}`;
  const paragraph = (text: string) => wrapped(`  ${text}`, USUAL_COLUMNS, '  ').join('\n');
  const pointRows = points.map(point => [point.id, pointInWords(point)] as const);
  return [
    `${id}: ${title}`,
    section('Question', question),
    section('Prediction', prediction),
    ...(claims.length > 0 ? [section('Claims (docs/claims.md)', claims.join(', '))] : []),
    `${search ? 'Point, from which a search goes on' : 'Points'}\n${twoColumns(pointRows)}`,
    section('Transports', transportsOf(scenario)),
    section('Time, if no trial has to be repeated', timesOf([scenario])),
    `${paragraph(`npm run bench -- ${id}`)}\n${paragraph(`npm run trial -- ${id} TRANSPORT --point ID`)}`,
  ].join('\n\n');
}

/** The help of a command, or that of the scenarios that are named before --help. */
export function helpWithScenarios(command: Command, names: readonly string[]): string {
  if (names.length === 0) return helpText(command);
  return names.map(name => scenarioHelp(scenarioIn(name))).join('\n\n\n');
}
