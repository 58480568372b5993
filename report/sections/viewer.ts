import { html, type Markup } from '../text/html.ts';

/**
 * One line on what is missing where the viewer forbids the page's style or script, as build servers
 * do. The style hides the part on itself; the browser shows the other part only where no script
 * runs.
 */
export function renderViewerLimits(): Markup {
  return html`<p class="notice limits"><strong class="unstyled">This viewer forbids the report’s style: colours and layout are missing. To see the whole report, save this file and open it in a browser.</strong> <noscript>Without JavaScript the charts, the compressed values, the planner’s inputs, the presentation and the quiz are missing. The answer, the claims and the method are complete.</noscript></p>`;
}
