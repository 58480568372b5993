import { PRACTICAL_EQUALITY } from '../../analysis/statistics/paired-ratios.ts';
import type { Run } from '../../results/format/run.ts';
import { isTested } from '../../scenarios/load/transport.ts';
import type { ChartFigure } from '../charts/spec.ts';
import { tradeoffFigure } from '../charts/tradeoff.ts';
import { RARE_PER_SECOND, STREAM_PER_SECOND } from '../model/need-list.ts';
import { type Answer, answersOf, exampleOf } from '../model/needs.ts';
import type { PointView } from '../model/point.ts';
import { MOST_TIMES } from '../model/rank.ts';
import { hasFigure, renderBriefFigure, renderFigure } from '../parts/figure.ts';
import { reveal } from '../parts/reveal.ts';
import { counted, given, integer } from '../text/format.ts';
import { anchor, html, type Markup } from '../text/html.ts';
import { bestInWords, exampleInWords, extentInWords, priceInWords } from '../words/answer.ts';
import { overDistanceInWords } from '../words/by-theory.ts';
import { fewBlocksInShort } from '../words/few-blocks.ts';
import { headline, UNDECIDED } from '../words/headline.ts';
import { kindsInWords } from '../words/kinds.ts';
import { overPathsInWords, unsaidPathOf } from '../words/over-paths.ts';
import { verdictInShort } from '../words/verdict.ts';
import { renderMatrix, renderMatrixKey } from './matrix.ts';

/** The largest number of trade-off charts: one beside the matrix, the others on demand. */
const MOST_PICTURES = 2;

/** Whether a point has valid trials of two transports under test. */
const isContest = ({ transports }: PointView): boolean =>
  transports.filter(({ transport, valid }) => isTested(transport) && valid.length > 0).length > 1;

/** Why there is no matrix. */
const noAnswer = ({ trials }: Run, points: readonly PointView[]): Markup =>
  points.some(isContest)
    ? html`<p class="detail">No need is compared: no point has two transports in two blocks. What each scenario found stands below.</p>`
    : html`<p class="verdict unresolved">This run cannot answer</p>
<p class="detail">No point has valid trials of two transports.${
        trials.some(({ status }) => status !== 'valid') &&
        ' The excluded trials are listed below with their reasons.'
      }</p>`;

/** Why a need has no answer. */
function undecidedInWords(answer: Answer): string {
  const { compared, decided } = answer;
  if (decided.length > 0) {
    return `No transport is best or tied in more than half of its decided tests. ${extentInWords(answer)}`;
  }
  return compared === 1
    ? 'No transport is known to be better than another in its only test.'
    : `No transport is known to be better than another in any of ${counted(compared, 'test')}.`;
}

/** How the answer changes with distance: as measured, or by theory where the run has no path. */
function distanceInWords(answer: Answer, hasPath: boolean): string {
  if (hasPath) return overPathsInWords(answer);
  const view = exampleOf(answer)?.view ?? answer.at[0]?.view;
  return view ? overDistanceInWords(answer.at[0]?.measure.id, view.point.load) : '';
}

function card(answer: Answer, hasPath: boolean): Markup {
  const { id, title } = answer;
  const example = exampleOf(answer);
  const far = distanceInWords(answer, hasPath);
  const distance = far && html`<p class="detail">${far}</p>`;
  if (!example) {
    return html`<article class="need" id="${anchor('need', id)}"><h3>${title}</h3><p class="verdict unresolved">Not decided by this run</p><p class="detail">${undecidedInWords(answer)}</p>${distance}</article>`;
  }
  const { scenario, point } = example.view;
  return html`<article class="need" id="${anchor('need', id)}"><h3>${title}</h3>
<p class="verdict">${bestInWords(answer)}</p>
<p class="detail">${extentInWords(answer)}</p>
<p class="detail"><a href="#${anchor('point', scenario.id, point.id)}">${scenario.title}, ${point.label}</a>${unsaidPathOf(example.view)}. ${exampleInWords(example)}${priceInWords(example)}</p>${distance}</article>`;
}

/** How many points without a path decide nothing, in sentences; empty if all are decided. */
function openInWords(answers: readonly Answer[], { sessions }: Run): string {
  const open = answers.filter(({ decided }) => decided.length === 0).map(({ title }) => title.toLowerCase());
  const compared = answers.reduce((sum, answer) => sum + answer.compared, 0);
  const points = answers.reduce((sum, answer) => sum + answer.compared - answer.decided.length, 0);
  if (points === 0) return '';
  const undecided = open.length > 0 ? ` Without any decided test: ${open.join('; ')}.` : '';
  return `Not decided by this run: ${integer(points)} of ${counted(compared, 'test')}. A point is a test for each of its needs.${undecided} ${sessions ? 'More sessions' : 'More blocks, a longer preset, or several sessions joined'} may decide more.`;
}

/** Whether a trade-off chart of a point compares transports: one alone would suggest a winner. */
const isPictured = (view: PointView): boolean => isContest(view) && hasFigure(tradeoffFigure(view));

/**
 * The points for the trade-off charts: no sweep, no search, at least two transports under test.
 * Points over a path only if the run has no others. Where all points are of sweeps, the first that
 * illustrates an answer.
 */
export function pictured(scenarios: readonly PointView[][], answers: readonly Answer[] = []): PointView[] {
  const single = scenarios.flatMap(points => (points.length === 1 && points[0] ? [points[0]] : []));
  const near = scenarios.flat().some(({ point }) => !point.load.path);
  const alone = single
    .filter(({ point }) => !near || !point.load.path)
    .filter(({ scenario }) => scenario.search === null)
    .filter(isPictured)
    .slice(0, MOST_PICTURES);
  if (alone.length > 0) return alone;
  return answers
    .flatMap(answer => exampleOf(answer)?.view ?? [])
    .filter(isPictured)
    .slice(0, 1);
}

/** The trade-off beside the matrix; its title names the point where the scenario has others. */
function besideMatrix(view: PointView): ChartFigure {
  const figure = tradeoffFigure(view);
  const [what, where] = [view.scenario.title, view.point.label];
  if (view.scenario.points.length === 1) return figure;
  return { ...figure, title: figure.title.replace(what, `${what}, ${where}`) };
}

/** Whether any point of a run is over an emulated path. */
const isOverPath = ({ scenarios }: Run): boolean =>
  scenarios.some(({ points }) => points.some(({ load }) => load.path));

/** What the answer rests on, and how to read it. */
const basisInWords = (run: Run): string =>
  [
    `This answer comes from ${run.sessions ? `these ${counted(run.sessions.length, 'session')}` : 'this run'} alone and holds for its loads, machine and network.`,
    `Rare updates: at most ${given(RARE_PER_SECOND)} per second to each subscriber. A stream: at least ${given(STREAM_PER_SECOND)} per second.`,
    `A transport is lower than another only if the whole 95% interval of their ratio lies below about ${given(1 - PRACTICAL_EQUALITY)}; ±${given(PRACTICAL_EQUALITY * 100)}% counts as equal.`,
    `A test is a point of the run that shows a need. Two transports are tied in it if this run does not decide which is lower, and the whole 95% interval of their ratio lies below ${given(MOST_TIMES)}; a wider one leaves it open. A transport is best for a need if it is best or tied in more than half of the decided tests.`,
    'Brackets show the range over the blocks for a value, and the 95% interval for a ratio.',
    ...(run.sessions
      ? []
      : [
          `Intervals of latency, CPU and bytes per delivery are widened by how much recorded sessions differ: another session should find its ratio in them.${isOverPath(run) ? ' Those of latency over a path are not: no recorded session has one.' : ''}`,
        ]),
    ...(isOverPath(run)
      ? [
          'Points over an emulated path never count together with points without one, nor with those over another path. Their answers are the line that begins with “At”.',
        ]
      : [
          'No point of this run is over a distance. By theory, a round trip of R adds R/2 to a push or a short poll, and R/2 to 3R/2 to a long poll. Long polls then bring more notifications each, with fewer bytes per delivery. To measure it: npm run bench -- --set distance.',
        ]),
    'Ratios are taken block by block: the median over the blocks may differ from the quotient of the two values.',
  ].join(' ');

/**
 * The answer in a few sentences: push or polling, the verdict, how much it is, and what it is to be
 * read with.
 */
function renderHeadline(answers: readonly Answer[], reserve: string): Markup {
  const said = headline(answers);
  if (said === null) return html`<p class="headline">${[UNDECIDED, reserve].filter(Boolean).join(' ')}</p>`;
  const verdict = verdictInShort(answers);
  const sizes = [said.slice(verdict.length).trim(), reserve].filter(Boolean).join(' ');
  const kinds = kindsInWords(answers);
  return html`<p class="headline">${kinds && html`<b>${kinds}</b> `}<strong>${verdict}</strong> ${sizes}</p>`;
}

/**
 * The answer of the run on one screen: a sentence, the matrix of needs and transports, and the
 * trade-off beside it. The needs in words follow on demand. Null if nothing is compared.
 */
export function renderAnswer(run: Run, scenarios: readonly PointView[][]): Markup | null {
  const { aa, preset } = run.run;
  if (aa || preset === 'smoke' || run.trials.length === 0) return null;
  const points = scenarios.flat();
  const isAsked = points.some(
    ({ transports }) => transports.filter(one => isTested(one.transport)).length > 1,
  );
  if (!isAsked) return null;
  const answers = answersOf(scenarios, preset);
  const [picture, ...others] = pictured(scenarios, answers);
  const hasFloor = picture?.transports.some(one => one.transport === 'tcp-floor') ?? false;
  const matrix = renderMatrix(answers, points, preset);
  return html`<section class="answer in-summary">
<h2 id="answer" class="hidden">The answer of this run</h2>
${reveal('the answer')}
<div class="measured">
${renderHeadline(answers, answers.length === 0 ? '' : fewBlocksInShort(run))}
<div class="decision${picture && ' pictured'}">
${matrix}
<div class="beside">${picture && html`<div class="charts"><h3 class="hidden">Trade-off</h3>${renderBriefFigure(besideMatrix(picture))}</div>`}${matrix && renderMatrixKey(hasFloor)}</div>
</div>
${answers.length === 0 && noAnswer(run, points)}
<details><summary>Each need in words, with intervals</summary>
<p class="rule">${basisInWords(run)}</p>
<div class="cards">${answers.map(answer => card(answer, isOverPath(run)))}</div>
<p class="rule">${openInWords(answers, run)}</p>
${
  others.length > 0 &&
  html`<h3>Trade-off between latency, bytes and CPU</h3>
<div class="charts sweeps">${others.map(view => renderFigure(tradeoffFigure(view)))}</div>`
}
</details>
</div>
</section>`;
}
