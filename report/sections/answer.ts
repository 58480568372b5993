import { PRACTICAL_EQUALITY } from '../../analysis/statistics/paired-ratios.ts';
import type { Run } from '../../results/format/run.ts';
import { isTested } from '../../scenarios/load/transport.ts';
import { tradeoffFigure } from '../charts/tradeoff.ts';
import { type Answer, answersOf, RARE_PER_SECOND, STREAM_PER_SECOND } from '../model/needs.ts';
import type { PointView } from '../model/point.ts';
import { hasFigure, renderFigure } from '../parts/figure.ts';
import { heading } from '../parts/heading.ts';
import { reveal } from '../parts/reveal.ts';
import { counted, given } from '../text/format.ts';
import { anchor, html, type Markup } from '../text/html.ts';
import { bestInWords, exampleInWords, exampleOf, extentInWords, priceInWords } from '../words/answer.ts';

/** So many trade-off pictures stand beside the answer. */
const MOST_PICTURES = 2;

const noAnswer = ({ trials }: Run): Markup => html`<p class="verdict unresolved">This run cannot answer</p>
<p class="detail">At no point do two transports have trials that can be compared.${
  trials.some(({ status }) => status !== 'valid') &&
  ' Those that do not count are listed below, with their reasons.'
}</p>`;

function card(answer: Answer): Markup {
  const { id, title, compared } = answer;
  const example = exampleOf(answer);
  if (!example) {
    return html`<article class="need" id="${anchor('need', id)}"><h3>${title}</h3><p class="verdict unresolved">Not resolved by this run</p><p class="detail">None of ${counted(compared, 'point')} tells the transports apart.</p></article>`;
  }
  const { scenario, point } = example.view;
  return html`<article class="need" id="${anchor('need', id)}"><h3>${title}</h3>
<p class="verdict">${bestInWords(answer)}</p>
<p class="detail">${extentInWords(answer)}</p>
<p class="detail"><a href="#${anchor('point', scenario.id, point.id)}">${scenario.title}, ${point.label}</a>. ${exampleInWords(example)}${priceInWords(example)}</p></article>`;
}

/** What stayed open, in a sentence; nothing where all was decided. */
function openInWords(answers: readonly Answer[]): string {
  const open = answers.filter(({ decided }) => decided.length === 0).map(({ title }) => title.toLowerCase());
  const points = answers.reduce((sum, { compared, decided }) => sum + compared - decided.length, 0);
  if (points === 0) return '';
  return `Not resolved by this run: ${counted(points, 'comparison')} of a point${open.length > 0 ? `, and with them all of ${open.join('; ')}` : ''}. More blocks or a longer preset would tell.`;
}

const isContest = ({ transports }: PointView): boolean =>
  transports.filter(({ transport, valid }) => isTested(transport) && valid.length > 0).length > 1;

/** Points that say most at a glance: nothing is swept, and most contestants took part. */
function pictured(scenarios: readonly PointView[][]): PointView[] {
  const single = scenarios.flatMap(points => (points.length === 1 && points[0] ? [points[0]] : []));
  return (
    single
      .filter(({ scenario }) => scenario.search === null)
      // One transport by itself looks as if it had won.
      .filter(isContest)
      .filter(view => hasFigure(tradeoffFigure(view)))
      .slice(0, MOST_PICTURES)
  );
}

/** Which transport for which need, computed from the run, and the picture of the trade-off; nothing where there is nothing to compare. */
export function renderAnswer(run: Run, scenarios: readonly PointView[][]): Markup | null {
  if (run.run.aa || run.run.preset === 'smoke' || run.trials.length === 0) return null;
  const answers = answersOf(scenarios, run.run.preset);
  const pictures = pictured(scenarios);
  const isAsked = scenarios
    .flat()
    .some(({ transports }) => transports.filter(one => isTested(one.transport)).length > 1);
  if (!isAsked) return null;
  return html`<section class="answer">
${heading(2, 'answer', 'Which one for which need')}
${reveal('which one for which need')}
<div class="measured">
<p class="rule">Computed from this run alone, for its loads, machine and network. Rare news: at most ${given(RARE_PER_SECOND)} a second to each subscriber; a stream: at least ${given(STREAM_PER_SECOND)}. A transport has less than another only where the whole 95% interval of the ratio, taken block by block, lies below ${given(1 - PRACTICAL_EQUALITY)} or so (±${given(PRACTICAL_EQUALITY * 100)}% counts as equal). In brackets: of a figure its range over the blocks, of a ratio its interval; a ratio is the median of the blocks and need not be the quotient of the two figures.</p>
${answers.length > 0 ? html`<div class="cards">${answers.map(card)}</div>` : noAnswer(run)}
<p class="rule">${openInWords(answers)}</p>
${
  pictures.length > 0 &&
  html`<h3>What each way gives and takes</h3>
<div class="charts sweeps">${pictures.map(view => renderFigure(tradeoffFigure(view)))}</div>`
}
</div>
</section>`;
}
