import { renderReport } from '../../report/render.ts';
import type { Run } from '../../results/format/run.ts';

/** What a reader sees of a page: no scripts, no styles, no tags. */
export const textOf = (page: string) =>
  page
    .replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/g, ' ')
    // A number that stays on one line is no word of its own.
    .replace(/<span class="whole">([^<]*)<\/span>/g, '$1')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');

/** What a reader sees of the section whose title has an id; throws where the page has none. */
export function sectionText(page: string, id: string): string {
  const section = page.split('<section').find(part => part.includes(`<h2 id="${id}">`));
  if (section === undefined) throw new Error(`no section has the title “${id}”`);
  return textOf(`<section${section.split('</section>', 1)[0]}`);
}

/** What a reader sees of the report of a run. */
export const reportText = (run: Run) => textOf(renderReport(run, { script: 'void 0', style: 'a{}' }));
