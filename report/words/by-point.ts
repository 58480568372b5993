import type { PointView } from '../model/point.ts';
import { list } from '../text/format.ts';

/** A sentence on each point; of several points, each sentence has the labels of its points. */
export function byPointInWords(
  points: readonly PointView[],
  sentencesOf: (view: PointView) => readonly (string | null)[],
): string[] {
  const said = points.flatMap(view =>
    sentencesOf(view).flatMap(sentence =>
      sentence === null ? [] : [{ sentence, label: `“${view.point.label}”` }],
    ),
  );
  return [...Map.groupBy(said, ({ sentence }) => sentence)].map(([sentence, those]) =>
    those.length === points.length ? sentence : `${list(those.map(({ label }) => label))}. ${sentence}`,
  );
}
