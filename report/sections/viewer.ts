import { html, type Markup } from '../text/html.ts';

/**
 * What is missing where the viewer forbids the page's style or script, as build servers do. The
 * style hides the first sentence; the browser shows the second one only where no script runs.
 */
export function renderViewerLimits(): Markup {
  return html`<p class="unstyled"><strong>This viewer forbids the report’s style: colours and layout are missing.</strong> To see the whole report, save this file and open it in a browser.</p>
<noscript><p class="notice">Without JavaScript the charts, the compressed values, the planner’s inputs, the presentation and the quiz are missing. The answer, the claims and the method are complete.</p></noscript>`;
}
