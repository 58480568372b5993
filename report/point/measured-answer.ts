import { HELD_DEAD } from '../../analysis/comparison/outcome-measures.ts';
import type { Preset } from '../../scenarios/scenario.ts';
import { changeInWords, crossoverInWords, curveFigure } from '../charts/curve.ts';
import { layersFigure } from '../charts/layers.ts';
import { settingsFigure } from '../charts/settings.ts';
import type { ChartFigure } from '../charts/spec.ts';
import { axisOf, type Curve, curvesOn } from '../model/axis.ts';
import { byConnection, chartsByConnection } from '../model/connections.ts';
import type { Measure } from '../model/metric.ts';
import { outcomeMeasures } from '../model/outcome-measures.ts';
import type { PointView } from '../model/point.ts';
import { capital, given } from '../text/format.ts';
import { acrossInWords } from '../words/across.ts';
import { leastInWords } from '../words/least.ts';
import { overheadInWords } from '../words/own-answers.ts';
import { uncomparedInWords } from '../words/uncompared.ts';

/** A chart with more unordered settings than this is not readable. */
export const MOST_SETTINGS = 8;

/** Sentences, and pictures where there are some. */
export interface Said {
  sentences: string[];
  pictures: ChartFigure[];
}

/**
 * Where overhead ends along payloads. Else who is lowest along a curve and by how much, and where
 * transports are known to change places. Where none are compared, how the measure changes.
 */
function alongInWords(curve: Curve, measure: Measure, preset: Preset): string {
  const named = curve.placed.map(({ view, x }) => ({ view, name: `${given(x)} ${curve.unit}` }));
  const along = acrossInWords(named, measure, preset) ?? `${measure.title}. ${changeInWords(curve, measure)}`;
  const said =
    overheadInWords(curve, measure, preset) ??
    [along, crossoverInWords(curve, measure)].filter(Boolean).join(' ');
  return curve.shared === null ? said : `${capital(curve.shared)}. ${said}`;
}

const BYTES: readonly string[] = ['wire', 'bytes'];

/** The pictures of a measure. */
interface Drawn {
  pictures: ChartFigure[];
  /** One picture for each further group of points that differ by their connection. */
  others: ChartFigure[];
}

/** One picture, or one for each group that differs by its connection; none for too many points. */
function settingsPictures(points: readonly PointView[], measure: Measure, preset: Preset): Drawn {
  // Bytes over TLS are shown with the layers that they consist of.
  const overTls = points.some(({ point }) => point.load.connection?.tls);
  const byLayer = overTls && BYTES.includes(measure.id) ? byConnection(points) : null;
  const groups =
    chartsByConnection(points, MOST_SETTINGS) ?? (points.length <= MOST_SETTINGS ? [[...points]] : []);
  const all = byLayer?.map(layersFigure) ?? groups.map(group => settingsFigure(group, measure, preset));
  return { pictures: all.slice(0, 1), others: all.slice(1) };
}

export const NOTHING_SAID: Said = { sentences: [], pictures: [] };
export const NOTHING_DRAWN: Drawn & Said = { sentences: [], pictures: [], others: [] };

/** The answer in one measure: at the only point, along each curve, or over all of the points. */
export function answerBy(points: readonly PointView[], measure: Measure, preset: Preset): Drawn & Said {
  const [first] = points;
  const axis = points.length > 1 ? axisOf(points) : null;
  if (axis) {
    const curves = curvesOn(axis);
    return {
      sentences: curves.map(curve => alongInWords(curve, measure, preset)),
      pictures: curves.map(curve => curveFigure(curve, measure, preset, curves)),
      others: [],
    };
  }
  const named = points.map(view => ({ view, name: `“${view.point.label}”` }));
  const found =
    points.length === 1 && first
      ? leastInWords(first, measure, preset)
      : acrossInWords(named, measure, preset);
  return {
    sentences: found === null ? uncomparedInWords(points, measure) : [found],
    ...settingsPictures(points, measure, preset),
  };
}

/** How many dead connections the server still has, where some trial counted them. */
export function heldPictures(points: readonly PointView[], preset: Preset): ChartFigure[] {
  const held = outcomeMeasures(points).filter(({ id }) => id === HELD_DEAD);
  return held.flatMap(measure => {
    const { pictures, others } = settingsPictures(points, measure, preset);
    return [...pictures, ...others];
  });
}
