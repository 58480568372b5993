import { isDeepStrictEqual } from 'node:util';
import { layerCostsOf } from '../../analysis/cost-model/layer-costs.ts';
import type { LayerCost } from '../../analysis/cost-model/model.ts';
import { connectionOf } from '../../report/planner/connection.ts';
import { CHOICES, type ChoiceName, defaultOf, FIRST_INPUT } from '../../report/planner/controls.ts';
import type { Run } from '../../results/format/run.ts';
import { TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { sourceText } from './source-text.ts';

/** The words of a choice that are not its default, and none. */
const words = (name: ChoiceName): (string | undefined)[] => [
  undefined,
  ...Object.keys(CHOICES[name].options).filter(word => word !== defaultOf(name)),
];

/** Every connection that a reader can choose in the planner. */
const choices = words('tls').flatMap(tls =>
  words('http').flatMap(http =>
    words('compression').flatMap(
      compression => connectionOf({ ...FIRST_INPUT, tls, http, compression } as typeof FIRST_INPUT) ?? [],
    ),
  ),
);

const isChoice = ({ connection }: LayerCost): boolean =>
  choices.some(one => isDeepStrictEqual(one, connection));

/**
 * The source text of analysis/cost-model/known-layer-costs.ts, as Biome formats it: what a run
 * measured of each connection that the planner offers.
 */
export function knownLayerCostsSource(run: Run): string {
  const costs = Object.fromEntries(
    TESTED_TRANSPORTS.map(transport => [transport, layerCostsOf(run, transport).filter(isChoice)]),
  );
  return `// biome-ignore-all lint/suspicious/noApproximativeNumericConstant: these are measured.
import type { TestedTransport } from '../../scenarios/load/transport.ts';
import type { LayerCost } from './model.ts';

/** What a run measured below the transports, and its id. */
export interface KnownLayerCosts {
  run: string;
  costs: Partial<Record<TestedTransport, LayerCost[]>>;
}

/** Written by npm run sample from results/sample/layers; a test fails if it is out of date. */
export const KNOWN_LAYER_COSTS: KnownLayerCosts = ${sourceText({ run: run.run.id, costs })};
`;
}
