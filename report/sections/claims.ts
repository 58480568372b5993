import type { ClaimVerdict } from '../../analysis/claims/claims.ts';
import type { Complexity } from '../../analysis/claims/code-size.ts';
import type { Run } from '../../results/format/run.ts';
import { renderCheck } from '../parts/check.ts';
import { foldedSection } from '../parts/folded-section.ts';
import { reveal } from '../parts/reveal.ts';
import { renderStrips, verdictMark } from '../parts/strip.ts';
import { anchor, html, type Markup } from '../text/html.ts';
import { type Pack, unpacked } from '../text/packed.ts';
import { unbroken } from '../text/unbroken.ts';
import { CLAIM_VERDICTS, chanceInWords, decidedInWords, POINT_VERDICTS } from '../words/claims.ts';
import { renderEvidence } from './claim-evidence.ts';
import { renderComplexity } from './complexity.ts';

type Verdict = ClaimVerdict['verdict'];

const VERDICTS = Object.keys(CLAIM_VERDICTS) as Verdict[];

/** The most strips that stand in the overview; the others are part of the evidence. */
const MOST_STRIPS = 9;

function badge(verdict: Verdict): Markup {
  const { symbol, word, kind } = CLAIM_VERDICTS[verdict];
  return html`<b class="badge ${kind}"><span aria-hidden="true">${symbol}</span> ${word}</b>`;
}

/** The strips of the overview; those over paths stand below the others. */
function shownStrips({ strips, overPaths }: ClaimVerdict): Markup | null {
  const shown = [...strips.slice(0, MOST_STRIPS), ...(overPaths?.strips ?? []).slice(0, MOST_STRIPS)];
  return shown.length === 0 ? null : renderStrips(shown);
}

/** One claim: a row of the overview, and below it the evidence on demand. */
function rows(run: Run, claim: ClaimVerdict, pack: Pack): Markup {
  const { id, verdict, sentence, overPaths } = claim;
  const target = anchor('claim', id);
  const decided = decidedInWords(claim) || chanceInWords(claim);
  return html`<tr class="claim"><th scope="row"><a href="#${target}"><span>${id}</span> ${claim.claim}</a></th><td>${badge(verdict)}${decided && html` <span class="decided">${decided}</span>`}</td><td>${unbroken(sentence)}${overPaths && html`<span class="over-paths">${unbroken(overPaths.sentence)}</span>`}</td><td>${shownStrips(claim)}</td></tr>
<tr class="evidence"><td colspan="4"><details id="${target}"><summary>Evidence<span class="hidden"> on ${id}</span></summary>${pack(renderEvidence(run, claim), 'claim-evidence')}</details></td></tr>`;
}

/** The number of claims of each verdict. */
function countsOf(claims: readonly ClaimVerdict[]): Markup {
  const counts = VERDICTS.map(verdict => ({
    verdict,
    count: claims.filter(one => one.verdict === verdict).length,
  })).filter(({ count }) => count > 0);
  return html`<p class="counts">${counts.map(({ verdict, count }) => html`<span>${badge(verdict)} ${count}</span>`)}</p>`;
}

/** What the marks of the strips mean. */
function marksLegend(): Markup {
  const marks = POINT_VERDICTS.map(verdict => html`<span>${verdictMark(verdict)} ${verdict}</span>`);
  return html`<p class="counts marks-legend"><span>Each mark is one point:</span>${marks}</p>`;
}

/** The verdicts of this run on common claims: an overview, each with its evidence on demand. */
export function renderClaims(
  run: Run,
  claims: readonly ClaimVerdict[],
  complexity: Complexity | null,
  pack: Pack = unpacked,
): Markup {
  const body = html`${reveal('verdicts on common claims')}
<div class="measured">
<p class="rule">Claims of articles on this subject. Each verdict is computed from this run, and holds for its loads, machine and network.</p>
${run.run.preset === 'smoke' && renderCheck({ warn: true, text: 'This is a smoke run and measures nothing. Its verdicts only show that the report works.' })}
${countsOf(claims)}
${marksLegend()}
<div class="scroll" tabindex="0" role="group" aria-label="Claims and verdicts"><table class="claims-table">
<caption><span>Claims and verdicts. × is the value of one transport divided by that of another, in the claimed direction: each row of points says of which</span></caption>
<thead><tr><th scope="col">Claim</th><th scope="col">Verdict</th><th scope="col">In this run</th><th scope="col">Points</th></tr></thead>
<tbody>${claims.map(claim => rows(run, claim, pack))}</tbody>
</table></div>
${complexity && html`<details><summary>Code size of each transport</summary>${renderComplexity(complexity)}</details>`}
</div>`;
  return foldedSection(
    'claims',
    'Common claims, and the verdicts of this run',
    body,
    'claims-section in-summary',
    html`<div class="measured">${countsOf(claims)}</div>`,
  );
}
