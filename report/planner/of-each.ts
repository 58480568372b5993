import type { TransportCostModel } from '../../analysis/cost-model/model.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { integer, list } from '../text/format.ts';

/** A whole number as text; null if it is not known. */
export const known = (value: number | null): string | null => (value === null ? null : integer(value));

/**
 * What holds for each transport: said once if it is the same for all, else with their names:
 * `10,000 (long polling and SSE), 16,000 (WebSocket)`. Null if nothing is known of any.
 */
export function ofEach(
  models: readonly TransportCostModel[],
  textOf: (model: TransportCostModel) => string | null,
): string | null {
  const texts = models.flatMap(model => {
    const text = textOf(model);
    return text === null ? [] : [{ text, name: inProse(model.transport) }];
  });
  const groups = [...Map.groupBy(texts, ({ text }) => text)];
  const [first] = groups;
  if (!first) return null;
  if (groups.length === 1 && texts.length === models.length) return first[0];
  return groups.map(([text, own]) => `${text} (${list(own.map(({ name }) => name))})`).join(', ');
}
