import { pngOf } from './chart-png.ts';
import { copyText } from './clipboard.ts';
import { download } from './download.ts';
import { specOf } from './drawing.ts';
import { tsvOf } from './table-tsv.ts';

/** `status` shows the outcome, also to screen readers. */
function button(
  text: string,
  label: string,
  status: HTMLElement,
  act: () => Promise<void>,
): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.setAttribute('aria-label', label);
  element.addEventListener('click', async () => {
    try {
      await act();
      status.textContent = 'done';
    } catch (error) {
      status.textContent = (error as Error).message;
    }
  });
  return element;
}

function toolbar(text: string, label: string, act: () => Promise<void>): HTMLElement {
  const bar = document.createElement('div');
  bar.className = 'tools';
  const status = document.createElement('span');
  status.setAttribute('role', 'status');
  bar.append(button(text, label, status, act), ' ', status);
  return bar;
}

/** A file name made from a title: `how-long-deliveries-take`. */
const fileName = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60) || 'chart';

/** Adds a save button to each chart and a copy button to each table. */
export function addTools(root: ParentNode, source: string): void {
  for (const figure of root.querySelectorAll('figure.chart')) {
    const canvas = figure.querySelector<HTMLCanvasElement>('.frame canvas');
    const title = figure.querySelector('h4')?.textContent ?? '';
    if (!canvas || figure.querySelector(':scope > .tools')) continue;
    const save = async () => {
      const spec = specOf(canvas);
      if (spec) download(`${fileName(title)}.png`, await pngOf(figure, spec, source));
    };
    canvas.parentElement?.after(toolbar('Save as PNG', `Save as PNG: ${title}`, save));
  }
  for (const table of root.querySelectorAll<HTMLTableElement>('.scroll > table')) {
    const scroll = table.parentElement;
    if (!scroll || scroll.nextElementSibling?.classList.contains('tools')) continue;
    const caption = table.caption?.textContent?.trim() ?? 'table';
    scroll.after(toolbar('Copy as TSV', `Copy as TSV: ${caption}`, () => copyText(tsvOf(table))));
  }
}
