import { html, type Markup } from '../text/html.ts';

/**
 * One line on what is missing where the viewer forbids the page's style or script, as build servers
 * do. The style hides the part on itself, and the script removes the other. That part is no
 * `noscript`: a browser shows one where scripts are off, and not where a policy forbids them.
 */
export function renderViewerLimits(): Markup {
  return html`<p class="notice limits"><strong class="unstyled">This viewer forbids the report’s style: colours and layout are missing. To see the whole report, save this file and open it in a browser.</strong> <span class="unscripted">Without JavaScript the charts, the compressed values, the planner’s inputs, the presentation and the quiz are missing. The answer, the claims and the method are complete.</span></p>`;
}
