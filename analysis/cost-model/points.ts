import type { Run, RunPoint } from '../../results/format/run.ts';

/**
 * The points of a scenario that cost models rest on: none over an emulated path or through a
 * proxy. Distance and loss change how many notifications a response carries and how often a server
 * wakes up.
 */
export const pointsOf = ({ scenarios }: Run, id: string): RunPoint[] =>
  (scenarios.find(scenario => scenario.id === id)?.points ?? []).filter(
    ({ load }) => !load.path && !load.topology,
  );
