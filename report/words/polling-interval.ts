import { canonical } from '../../analysis/runs/pairs.ts';
import type { Axis } from '../model/axis.ts';
import { type Measure, metricsOf, spreadOfMetric } from '../model/metric.ts';
import type { PointView } from '../model/point.ts';
import { figure, given, list, midSentence, span, times } from '../text/format.ts';

/** A ratio nearer to 1 than this is not named. */
const NEGLIGIBLE = 0.1;

const optionsOf = ({ point }: PointView) => point.load.transports['short-polling'];

function pollingAt({ transports }: PointView, measure: Measure): number | null {
  const polling = transports.find(({ transport }) => transport === 'short-polling');
  return (polling && spreadOfMetric(polling, measure)?.value) ?? null;
}

/** Latency and bytes: those on the wire, or of the application where the wire was not counted. */
export function pollingMeasures({ placed }: Axis): { name: string; measure: Measure }[] {
  const known = metricsOf(placed.map(({ view }) => view));
  const first = (...ids: string[]) =>
    ids.map(id => known.find(one => one.id === id)).find(one => one !== undefined);
  const [latency, bytes] = [first('p50'), first('wire', 'bytes')];
  return [
    ...(latency ? [{ name: 'latency', measure: latency }] : []),
    ...(bytes ? [{ name: 'bytes', measure: bytes }] : []),
  ];
}

type Measures = ReturnType<typeof pollingMeasures>;

/** `From 100 to 10,000 ms between polls: median latency 48.4 → 5,030 ms and …`. */
function alongInWords({ placed, unit }: Axis, measures: Measures): string[] {
  const [from, to] = [placed.at(0), placed.at(-1)];
  if (!from || !to) return [];
  const said = measures.flatMap(({ measure }) => {
    const [first, last] = [pollingAt(from.view, measure), pollingAt(to.view, measure)];
    if (first === null || last === null) return [];
    return [`${midSentence(measure.title)} ${figure(first)} → ${figure(last)}\u00a0${measure.unit}`];
  });
  if (said.length === 0) return [];
  return [`From ${given(from.x)} to ${given(to.x)} ${unit} between polls: ${list(said)}.`];
}

/** What another way of polling is called. */
function wayOf(view: PointView): string {
  const { pacing, phases, latest, etag } = optionsOf(view) ?? {};
  if (etag) return 'an entity tag';
  if (latest) return `the full list of ${latest}`;
  if (pacing === 'pause') return 'pauses';
  if (phases === 'random') return 'random moments';
  if (phases === 'together') return 'the same moment for all';
  return `“${view.point.label}”`;
}

/** The load of a point without an entity tag. */
const keyWithoutTag = ({ point: { load } }: PointView): string =>
  canonical({
    ...load,
    transports: {
      ...load.transports,
      'short-polling': { ...load.transports['short-polling'], etag: undefined },
    },
  });

/** What a point with an entity tag is compared with: the same without; undefined for others. */
const withoutTag = (view: PointView, variants: readonly PointView[]): PointView | undefined =>
  optionsOf(view)?.etag
    ? variants.find(one => one !== view && keyWithoutTag(one) === keyWithoutTag(view))
    : undefined;

/** `bytes ×9.78`; no ratio where all are near 1, and null where none is known. */
function changeInWords(view: PointView, base: PointView, measures: Measures): string[] | null {
  const ratios = measures.flatMap(({ name, measure }) => {
    const [own, plain] = [pollingAt(view, measure), pollingAt(base, measure)];
    return own && plain ? [{ name, ratio: own / plain }] : [];
  });
  if (ratios.length === 0) return null;
  return ratios
    .filter(({ ratio }) => Math.abs(ratio - 1) > NEGLIGIBLE)
    .map(({ name, ratio }) => `${name} ${times(ratio)}`);
}

/** What other ways of polling change at the interval that they share with a point of the axis. */
function waysInWords({ bases, variants }: Axis, measures: Measures): string[] {
  const [base, ...others] = bases;
  if (!base || others.length > 0) return [];
  const ways = variants.flatMap(view => {
    const untagged = withoutTag(view, variants);
    const change = changeInWords(view, untagged ?? base, measures);
    const name = untagged ? `${wayOf(view)} (of that without it)` : wayOf(view);
    return change ? [{ name, change }] : [];
  });
  const near = ways.filter(({ change }) => change.length === 0).map(({ name }) => name);
  const far = ways
    .filter(({ change }) => change.length > 0)
    .map(({ name, change }) => `${list(change)} with ${name}`);
  if (ways.length === 0) return [];
  const same = near.length === 0 ? [] : [`at most ${given(100 * NEGLIGIBLE)}% with ${list(near)}`];
  const every = span((optionsOf(base)?.intervalMs ?? 0) / 1000);
  return [`Changes at ${every}, without an interval: ${[...far, ...same].join('; ')}.`];
}

/**
 * What the polling interval changes of latency and bytes, and what other ways of polling change of
 * them at the same interval, in two sentences; empty for points without such an axis.
 */
export function pollingIntervalInWords(axis: Axis | null): string[] {
  if (axis?.prose !== 'polling interval') return [];
  const measures = pollingMeasures(axis);
  return [...alongInWords(axis, measures), ...waysInWords(axis, measures)];
}
