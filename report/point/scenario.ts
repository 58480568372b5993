import { sessionCount } from '../../analysis/sessions/join.ts';
import { everyTrial } from '../../results/format/all-trials.ts';
import type { Run, RunScenario } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import type { ChartFigure } from '../charts/spec.ts';
import type { PointView } from '../model/point.ts';
import { hasFigure, renderBriefFigure } from '../parts/figure.ts';
import { heading } from '../parts/heading.ts';
import { notice } from '../parts/notice.ts';
import { reveal } from '../parts/reveal.ts';
import { counted, list } from '../text/format.ts';
import { anchor, html, type Markup } from '../text/html.ts';
import { type Pack, unpacked } from '../text/packed.ts';
import { renderAcrossBrowsers } from './across-browsers.ts';
import { renderCapacity } from './capacity.ts';
import { MOST_POINTS_OPEN, renderFindings } from './findings.ts';
import { renderIdle } from './idle.ts';
import { renderLoad } from './load.ts';
import { renderPoint } from './point.ts';
import { renderRequests } from './requests.ts';
import { scenarioAnswer } from './scenario-answer.ts';
import { renderSweep } from './sweep.ts';
import { renderTopologies } from './topologies.ts';

/**
 * A search has a result instead of points. Many points are folded below the results of all points
 * together.
 */
function renderBody(points: PointView[], run: Run): Markup {
  const search = points[0]?.scenario.search;
  if (search) {
    const [first] = points;
    return html`${first && renderLoad(first.scenario, first.point, run.run.aa, sessionCount(run))}${run.run.aa && html`<div class="found">${renderFindings(points, run)}</div>`}${renderCapacity(points, search, !run.run.aa)}`;
  }
  if (points.some(({ point }) => point.load.requests)) return renderRequests(points, run);
  const folded = points.length > MOST_POINTS_OPEN;
  const found =
    points.length > 0 &&
    !run.run.aa &&
    html`<div class="found"><h3>Results</h3>${renderFindings(points, run)}</div>`;
  return html`${found}${renderSweep(points, run)}${renderIdle(points)}${renderAcrossBrowsers(points)}${points.map(view => renderPoint(view, run, folded))}`;
}

/** The transports under test that the run has elsewhere, and not in this scenario; null if none. */
function renderMissing(points: readonly PointView[], run: Run): Markup | null {
  const has = new Set(points.flatMap(({ point }) => Object.keys(point.load.transports)));
  const missing = TESTED_TRANSPORTS.filter(
    one =>
      !has.has(one) &&
      run.scenarios.some(scenario => scenario.points.some(({ load }) => one in load.transports)),
  );
  return missing.length === 0 ? null : html`<p class="detail">Without ${list(missing.map(inProse))}.</p>`;
}

const paragraphs = (sentences: readonly string[]): Markup =>
  html`${sentences.map(sentence => html`<p class="found-short">${sentence}</p>`)}`;

/** What is drawn, without along what. */
const drawnIn = ({ title }: ChartFigure): string => title.replace(/, (by [^,:]+|point by point)$/, '');

/** Charts; a single one that a sentence names needs no title in sight. */
function charts(
  pictures: readonly ChartFigure[],
  title: string,
  sentences: readonly string[],
): Markup | null {
  if (pictures.length === 0) return null;
  const isTitled = (figure: ChartFigure) =>
    pictures.length > 1 || !sentences.some(sentence => sentence.includes(drawnIn(figure)));
  return html`<div class="charts${pictures.length > 1 && ' sweeps'}"><h3 class="hidden">${title}</h3>${pictures.map(figure => renderBriefFigure(figure, isTitled(figure)))}</div>`;
}

/** What a scenario answers to its own question: a few words and one picture, and more on demand. */
function renderShort(points: PointView[], run: Run): Markup | null {
  if (run.run.aa) return null;
  const { sentences, pictures, links, more } = scenarioAnswer(points, run);
  const others = more.pictures.filter(hasFigure);
  return html`${paragraphs(sentences)}${links.map(link => html`<p class="found-short">${link}</p>`)}${renderMissing(points, run)}${renderTopologies(points)}
${charts(pictures.filter(hasFigure), 'The answer as a picture', sentences)}${
  more.sentences.length + others.length > 0 &&
  html`<details><summary>More answers</summary>${paragraphs(more.sentences)}${charts(others, 'More answers as pictures', [])}</details>`
}`;
}

/**
 * One scenario: its question, what theory predicts, and the results of its points. `judged` are the
 * claims that the page has.
 */
export function renderScenario(
  run: Run,
  scenario: RunScenario,
  points: PointView[],
  judged: ReadonlySet<string>,
  pack: Pack = unpacked,
): Markup {
  const tried = everyTrial(run).some(trial => trial.scenario === scenario.id);
  const claims =
    scenario.claims.length > 0 &&
    html`<p class="claims">Tests the ${scenario.claims.length === 1 ? 'claim' : 'claims'} ${scenario.claims.map((id, index) => html`${index > 0 && ', '}${judged.has(id) ? html`<a href="#${anchor('claim', id)}">${id}</a>` : id}`)}</p>`;
  return html`<section class="scenario">
${heading(2, anchor('scenario', scenario.id), scenario.title)}
<p class="question">${scenario.question}</p>
<details class="prediction"><summary>Theory</summary><p>${scenario.prediction}</p>${claims}</details>
${reveal(scenario.title)}
${
  tried
    ? html`<div class="measured">${renderShort(points, run)}
<details class="all"><summary>Everything measured${points.length > 1 && `: ${counted(points.length, 'point')}`}</summary>${pack(renderBody(points, run), 'body')}</details></div>`
    : notice('Not measured', html`The run ended before this scenario had a trial.`)
}
</section>`;
}
