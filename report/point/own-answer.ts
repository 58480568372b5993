import { costModelOf } from '../../analysis/cost-model/fit.ts';
import type { Run } from '../../results/format/run.ts';
import { curveFigure } from '../charts/curve.ts';
import { heldOutFigure } from '../charts/held-out.ts';
import { phaseFigures, ROUND_TRIP } from '../charts/phases.ts';
import { settingsFigure } from '../charts/settings.ts';
import type { ChartFigure } from '../charts/spec.ts';
import { axisOf } from '../model/axis.ts';
import { isIdle } from '../model/idle.ts';
import type { Measure } from '../model/metric.ts';
import { CONNECTIONS_PER_REQUEST, MESSAGES_PER_HUNDRED } from '../model/own-measures.ts';
import { phasesOf } from '../model/phases.ts';
import type { PointView } from '../model/point.ts';
import { heldOutInWords } from '../planner/held-out-words.ts';
import { tellsCosts } from '../planner/plan.ts';
import { PLAN_ID } from '../planner/state.ts';
import { html, type Markup } from '../text/html.ts';
import { narrowPathInWords } from '../words/narrow-path.ts';
import { othersInWords, othersMeasure } from '../words/other-readers.ts';
import { connectionsInWords, largestPartInWords, messagesInWords } from '../words/own-answers.ts';
import { pollingIntervalInWords, pollingMeasures } from '../words/polling-interval.ts';
import { upstreamInWords } from '../words/upstream.ts';

/** What answers the question of a scenario itself, where a measure alone does not. */
export interface OwnAnswer {
  sentences: string[];
  /** Null: the picture of the measure shows it. */
  pictures: ChartFigure[] | null;
  /** Further pictures, on demand. */
  others?: ChartFigure[];
  /** Leads on to where the reader can use the answer. */
  link?: Markup;
}

/** A sentence with its picture, and others on demand; null without the sentence. */
function withPicture(
  sentence: string | null | undefined,
  pictures: () => ChartFigure[] | null,
): OwnAnswer | null {
  if (!sentence) return null;
  const [first, ...others] = pictures() ?? [];
  return { sentences: [sentence], pictures: first ? [first] : null, others };
}

/** The polling intervals: latency and bytes beside each other. */
function pollingInterval(points: readonly PointView[], run: Run): OwnAnswer | null {
  const axis = points.length > 1 ? axisOf(points) : null;
  const sentences = pollingIntervalInWords(axis);
  if (!axis || sentences.length === 0) return null;
  const pictures = pollingMeasures(axis).map(({ measure }) => curveFigure(axis, measure, run.run.preset));
  return { sentences, pictures };
}

/**
 * The errors of the cost model at loads that it was not fitted to, where the scenario asks for no
 * measure: idle subscribers have a point that is held out as well.
 */
function heldOut(points: readonly PointView[], run: Run): OwnAnswer | null {
  if (points[0]?.scenario.answeredBy !== undefined) return null;
  if (!points.some(view => view.point.load.heldOut && !isIdle(view))) return null;
  const model = costModelOf(run);
  const sentence = heldOutInWords(model);
  const figure = heldOutFigure(model);
  if (sentence === null) return null;
  return {
    sentences: [sentence],
    pictures: figure && [figure],
    ...(tellsCosts({ model, transitMs: 0 }) && {
      link: html`<a href="#${PLAN_ID}">Your own load in the planner</a>`,
    }),
  };
}

/** What those that go on reading see of it where others stall: stands beside the answer. */
export function otherReaders(points: readonly PointView[], { preset }: Run['run']): OwnAnswer | null {
  const measure = othersMeasure(points);
  if (!measure) return null;
  return withPicture(othersInWords(points), () => {
    const figure = settingsFigure(points, measure, preset);
    return [{ ...figure, title: `${figure.title} of the other readers` }];
  });
}

/**
 * The own answer of points, read from their loads; null where the measure of their scenario
 * answers. `measure` is that one.
 */
export function ownAnswer(
  points: readonly PointView[],
  measure: Measure | undefined,
  run: Run,
): OwnAnswer | null {
  // Connections and messages are counted: no verdict is on them.
  const drawn = (one: Measure) => [settingsFigure(points, one, null)];
  return (
    pollingInterval(points, run) ??
    heldOut(points, run) ??
    withPicture(connectionsInWords(points), () => drawn(CONNECTIONS_PER_REQUEST)) ??
    withPicture(largestPartInWords(points), () =>
      points.flatMap(({ transports }) => phaseFigures(phasesOf(transports), ROUND_TRIP)),
    ) ??
    withPicture(messagesInWords(points), () => drawn(MESSAGES_PER_HUNDRED)) ??
    withPicture(measure && narrowPathInWords(points, measure), () => null) ??
    withPicture(measure && upstreamInWords(points, measure), () => null)
  );
}
