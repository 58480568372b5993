import { createHash } from 'node:crypto';
import { type ClaimVerdict, claimsOf } from '../bench/claims.ts';
import type { Complexity } from '../bench/complexity.ts';
import { costModelOf } from '../bench/cost-model.ts';
import type { Run } from '../bench/results.ts';
import type { PageAssets } from './bundle.ts';
import { html, Markup } from './html.ts';
import { viewPoint } from './model/point.ts';
import { renderClaims } from './sections/claims.ts';
import { renderCostModel } from './sections/cost-model.ts';
import { renderEnvironment } from './sections/environment.ts';
import { renderHead, renderNav } from './sections/head.ts';
import { renderMethod } from './sections/method.ts';
import { renderScenario } from './sections/scenario.ts';
import { renderSummary } from './sections/summary.ts';
import { renderTrials } from './sections/trials.ts';
import { renderWarnings } from './sections/warnings.ts';
import { renderWords } from './sections/words.ts';

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
): { id: string; title: string; text: Markup }[] {
  if (claims.length === 0) return [];
  const costs = renderCostModel(costModelOf(run));
  return [
    { id: 'claims', title: 'Claims', text: renderClaims(run, claims, complexity) },
    ...(costs ? [{ id: 'cost-model', title: 'Cost model', text: costs }] : []),
  ];
}

/**
 * Renders a run into one HTML file that needs nothing else. How much code each transport takes stands in it where it was
 * counted: it is a figure of this repository, and not of the run.
 */
export function renderReport(run: Run, assets: PageAssets, complexity: Complexity | null = null): string {
  assertEmbeddable(assets);
  // Nothing can be said of a run without trials, nor of one that compares transports with themselves.
  const claims = run.trials.length === 0 || run.run.aa ? [] : claimsOf(run, complexity);
  const conclusions = renderConclusions(run, claims, complexity);
  const judged = new Set(claims.map(({ id }) => id));
  const scenarios = run.scenarios.map(scenario =>
    scenario.points.map(point => viewPoint(run, scenario, point)),
  );
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
${renderNav(run, conclusions)}
<main id="main">
${renderHead(run)}
${renderWarnings(run)}
<noscript><p class="notice">The charts need JavaScript. Each has a table below it that holds the same figures.</p></noscript>
${renderSummary(run, scenarios)}
${conclusions.map(({ text }) => text)}
${run.scenarios.map((scenario, index) => renderScenario(run, scenario, scenarios[index] ?? [], judged))}
${renderTrials(run)}
${renderEnvironment(run)}
${renderMethod(run)}
${renderWords()}
</main>
<script>${new Markup(assets.script)}</script>
</body>
</html>
`.text;
}
