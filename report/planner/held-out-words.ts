import type { CostModel } from '../../analysis/cost-model/model.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { list, percent } from '../text/format.ts';
import { heldOutErrors } from './errors.ts';
import { modelsOf, trafficLayerOf } from './plan.ts';

const KINDS = [
  ['cpu', 'server CPU'],
  ['memory', 'memory'],
  ['out', 'traffic out'],
  ['in', 'traffic in'],
] as const;

/**
 * How far the fitted model is off at loads that it was not fitted to: the largest error of each
 * quantity, and the transport that has it. Null where no load was held out.
 */
export function heldOutInWords(model: CostModel): string | null {
  const layer = trafficLayerOf(model);
  const errors = modelsOf(model).map(one => ({
    transport: one.transport,
    errors: heldOutErrors(one, layer),
  }));
  const said = KINDS.flatMap(([kind, name]) => {
    const known = errors.flatMap(({ transport, errors: { [kind]: size } }) =>
      size === null ? [] : [{ transport, size }],
    );
    const [worst] = known.toSorted((a, b) => b.size - a.size);
    return worst ? [`${name} ${percent(worst.size)} (${inProse(worst.transport)})`] : [];
  });
  return said.length === 0
    ? null
    : `Largest errors of the coefficients at loads that they were not fitted to: ${list(said)}.`;
}
