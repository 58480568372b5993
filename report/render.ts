import { createHash } from 'node:crypto';
import { type ClaimVerdict, claimsOf } from '../analysis/claims/claims.ts';
import type { Complexity } from '../analysis/claims/code-size.ts';
import { costModelOf } from '../analysis/cost-model/fit.ts';
import type { Run } from '../results/format/run.ts';
import type { PageAssets } from './bundle.ts';
import { viewPoint } from './model/point.ts';
import { renderScenario } from './point/scenario.ts';
import { renderAnswer } from './sections/answer.ts';
import { renderClaims } from './sections/claims.ts';
import { renderCostModel } from './sections/cost-model.ts';
import { renderEnvironment } from './sections/environment.ts';
import { renderHead, renderNav } from './sections/head.ts';
import { renderMethod } from './sections/method.ts';
import { renderPlanner } from './sections/planner.ts';
import { renderRawData } from './sections/raw-data.ts';
import { renderRunComparisonForm } from './sections/run-comparison.ts';
import { renderSummary } from './sections/summary.ts';
import { renderThreats } from './sections/threats.ts';
import { renderTrials } from './sections/trials.ts';
import { renderWarnings } from './sections/warnings.ts';
import { renderWords } from './sections/words.ts';
import { html, Markup } from './text/html.ts';
import { type Pack, unpacked } from './text/packed.ts';

const hashSource = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The page may run its own script and style, and fetch nothing at all. */
function contentSecurityPolicy({ script, style }: PageAssets): string {
  return [
    "default-src 'none'",
    `script-src ${hashSource(script)}`,
    `style-src ${hashSource(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** Script and style go in unescaped, so they must not hold what ends their element. */
function assertEmbeddable(assets: PageAssets): void {
  if (/<!--|<\/?script/i.test(assets.script))
    throw new Error('the page script holds a script tag or a comment');
  if (/<\/style/i.test(assets.style)) throw new Error('the page style holds the end of a style tag');
}

/** What is computed from all scenarios of a run together; nothing where no claim was judged. */
function renderConclusions(
  run: Run,
  claims: readonly ClaimVerdict[],
  complexity: Complexity | null,
  pack: Pack,
): { id: string; title: string; text: Markup }[] {
  if (claims.length === 0) return [];
  const model = costModelOf(run);
  const [costs, planner] = [renderCostModel(model), renderPlanner(model, run.environment)];
  return [
    ...(planner ? [{ id: 'plan', title: 'Planner', text: planner }] : []),
    { id: 'claims', title: 'Claims', text: renderClaims(run, claims, complexity, pack) },
    ...(costs ? [{ id: 'cost-model', title: 'Cost model', text: costs }] : []),
  ];
}

/**
 * Renders a run into one HTML file that needs nothing else. How much code each transport takes stands in it where it was
 * counted: it is a figure of this repository, and not of the run. `pack` may put what each scenario measured into a smaller form, for
 * the page to unpack.
 */
export function renderReport(
  run: Run,
  assets: PageAssets,
  complexity: Complexity | null = null,
  pack: Pack = unpacked,
): string {
  assertEmbeddable(assets);
  // Nothing can be said of a run without trials, nor of one that compares transports with themselves.
  const claims = run.trials.length === 0 || run.run.aa ? [] : claimsOf(run, complexity);
  const conclusions = renderConclusions(run, claims, complexity, pack);
  const judged = new Set(claims.map(({ id }) => id));
  const scenarios = run.scenarios.map(scenario =>
    scenario.points.map(point => viewPoint(run, scenario, point)),
  );
  const answer = renderAnswer(run, scenarios);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(assets)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Pushlab">
<title>Pushlab report ${run.run.id}</title>
<style>${new Markup(assets.style)}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the report</a>
${renderNav(run, conclusions, answer !== null)}
<main id="main">
${renderHead(run)}
${renderWarnings(run)}
<noscript><p class="notice">The charts and what stands at each scenario need JavaScript. The answer, the claims and the method are here without it.</p></noscript>
${answer}
${renderSummary(run, scenarios)}
${conclusions.map(({ text }) => text)}
${run.scenarios.map((scenario, index) => renderScenario(run, scenario, scenarios[index] ?? [], judged, pack))}
${renderRunComparisonForm()}
${renderThreats(run, scenarios.flat())}
${renderTrials(run)}
${renderEnvironment(run)}
${renderMethod(run)}
${renderRawData(run)}
${renderWords()}
</main>
<script>${new Markup(assets.script)}</script>
</body>
</html>
`.text;
}
