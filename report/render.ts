import { createHash } from 'node:crypto';
import { type ClaimVerdict, claimsOf } from '../analysis/claims/claims.ts';
import type { Complexity } from '../analysis/claims/code-size.ts';
import { costModelOf } from '../analysis/cost-model/fit.ts';
import type { Run } from '../results/format/run.ts';
import type { PageAssets } from './bundle.ts';
import { type PointView, viewPoint } from './model/point.ts';
import { swatchShapes } from './parts/swatch.ts';
import { costFills } from './planner/cost-bars.ts';
import { distanceCheckOf } from './planner/distance-check.ts';
import { PLAN_ID, RECORD_ID } from './planner/state.ts';
import { tracesOf } from './planner/traces.ts';
import { renderScenario } from './point/scenario.ts';
import { renderAnswer } from './sections/answer.ts';
import { renderClaims } from './sections/claims.ts';
import { renderCostModel } from './sections/cost-model.ts';
import { renderDecisionRecord } from './sections/decision-record.ts';
import { renderEnvironment } from './sections/environment.ts';
import { renderGlossary } from './sections/glossary.ts';
import { renderHead, renderNav } from './sections/head.ts';
import { renderLecture } from './sections/lecture.ts';
import { renderMethod } from './sections/method.ts';
import { renderPaperAnswers } from './sections/paper-answers.ts';
import { renderPaths } from './sections/paths.ts';
import { renderPlanner } from './sections/planner.ts';
import { renderRawData } from './sections/raw-data.ts';
import { renderRunComparisonForm } from './sections/run-comparison.ts';
import { renderSessions } from './sections/sessions.ts';
import { renderSummary } from './sections/summary.ts';
import { renderThreats } from './sections/threats.ts';
import { renderTrials } from './sections/trials.ts';
import { renderViewerLimits } from './sections/viewer.ts';
import { renderWarnings } from './sections/warnings.ts';
import { html, Markup } from './text/html.ts';
import { type Pack, unpacked } from './text/packed.ts';

const hashSource = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** The page may use only its own script and style, and may fetch nothing. */
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

/** Script and style are not escaped: neither may contain the tag that ends its element. */
function assertEmbeddable(assets: PageAssets): void {
  if (/<!--|<\/?script/i.test(assets.script))
    throw new Error('the page script must not contain a script tag or an HTML comment');
  if (/<\/style/i.test(assets.style)) throw new Error('the page style must not contain a closing style tag');
}

/** The sections computed from all scenarios of a run; empty if no claim was judged. */
function renderConclusions(
  run: Run,
  claims: readonly ClaimVerdict[],
  complexity: Complexity | null,
  pack: Pack,
  scenarios: readonly PointView[][],
): { id: string; title: string; text: Markup }[] {
  if (claims.length === 0) return [];
  const model = costModelOf(run);
  const transitMs = run.environment.transit?.meanMs ?? 0;
  const distance = distanceCheckOf(run, transitMs);
  const [costs, planner] = [
    renderCostModel(model),
    renderPlanner(model, run.environment, tracesOf(run), distance),
  ];
  const record = renderDecisionRecord(run, scenarios, planner && { model, transitMs });
  return [
    ...(planner ? [{ id: PLAN_ID, title: 'Planner', text: planner }] : []),
    ...(record ? [{ id: RECORD_ID, title: 'Decision record', text: record }] : []),
    { id: 'claims', title: 'Claims', text: renderClaims(run, claims, complexity, pack) },
    ...(costs ? [{ id: 'cost-model', title: 'Cost model', text: costs }] : []),
  ];
}

/**
 * Renders a run into one self-contained HTML file. `complexity` is the code size of each transport;
 * it belongs to this repository, not to the run. `pack` may compress the measurements of each
 * scenario; the page unpacks them. `runFile` is the name of a file beside the report that has the
 * run; without it the report holds the run itself.
 */
export function renderReport(
  run: Run,
  assets: PageAssets,
  complexity: Complexity | null = null,
  pack: Pack = unpacked,
  runFile: string | null = null,
): string {
  assertEmbeddable(assets);
  // A run without trials and an A/A run decide no claim.
  const claims = run.trials.length === 0 || run.run.aa ? [] : claimsOf(run, complexity);
  const scenarios = run.scenarios.map(scenario =>
    scenario.points.map(point => viewPoint(run, scenario, point)),
  );
  const conclusions = renderConclusions(run, claims, complexity, pack, scenarios);
  const judged = new Set(claims.map(({ id }) => id));
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
${swatchShapes()}${conclusions.some(({ id }) => id === PLAN_ID) && costFills()}${renderNav(run, conclusions, answer !== null)}
<main id="main">
${renderViewerLimits()}
${renderHead(run)}
${answer}
${renderWarnings(run)}
${renderPaperAnswers(run, scenarios)}
${conclusions.map(({ text }) => text)}
${renderSummary(run)}
${run.scenarios.map((scenario, index) => renderScenario(run, scenario, scenarios[index] ?? [], judged, pack))}
${renderRunComparisonForm()}
${renderSessions(run)}${renderThreats(run, scenarios.flat())}
${renderTrials(run)}
${renderEnvironment(run)}
${renderPaths(run)}${renderMethod(run)}
${renderRawData(run, runFile)}
${renderGlossary()}
</main>
${renderLecture(run, scenarios, claims)}
<script>${new Markup(assets.script)}</script>
</body>
</html>
`.text;
}
