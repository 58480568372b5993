import { createHash } from 'node:crypto';
import type { Run } from '../bench/results.ts';
import type { PageAssets } from './bundle.ts';
import { html, Markup } from './html.ts';
import { viewPoint } from './model/point.ts';
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

/** Renders a run into one HTML file that needs nothing else. */
export function renderReport(run: Run, assets: PageAssets): string {
  assertEmbeddable(assets);
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
${renderNav(run)}
<main id="main">
${renderHead(run)}
${renderWarnings(run)}
<noscript><p class="notice">The charts need JavaScript. Each has a table below it that holds the same figures.</p></noscript>
${renderSummary(run, scenarios)}
${run.scenarios.map((scenario, index) => renderScenario(run, scenario, scenarios[index] ?? []))}
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
