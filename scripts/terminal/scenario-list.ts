import { SETS, scenarios } from '../../scenarios/catalogue.ts';
import { timesOf } from './scenario-help.ts';
import { USUAL_COLUMNS } from './terminal.ts';
import { wrapped } from './wrapped.ts';

/** A term with lines below it. */
const entry = (term: string, ...texts: string[]): string =>
  [term, ...texts.flatMap(text => wrapped(`  ${text}`, USUAL_COLUMNS, '  '))]
    .map(line => `${line}\n`)
    .join('');

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
    const tested = claims.length > 0 ? `claims ${claims.join(', ')}; ` : '';
    return entry(id, question, `${tested}${counted}; takes about: ${timesOf([scenario])}`);
  });
  const sets = Object.entries(SETS).map(([name, members]) => {
    const ids =
      members.length === scenarios.length ? 'every scenario' : members.map(({ id }) => id).join(', ');
    return entry(`--set ${name}`, ids, `takes about: ${timesOf(members)}`);
  });
  return [...listed, ...sets].join('\n');
}
