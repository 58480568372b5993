import type { Run } from '../../results/format/run.ts';
import { renderLoadedRun } from '../sections/run-comparison.ts';
import { runFromText } from './loaded-run.ts';

/** The text of a file; one whose name ends in .gz is decompressed. */
async function textOf(file: File): Promise<string> {
  if (!file.name.endsWith('.gz')) return file.text();
  const whole = file.stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(whole).text().catch(() => {
    throw new Error('it is not compressed by gzip');
  });
}

/**
 * Compares the page's own run with each run.json that the reader chooses; other files give one
 * error line.
 */
export function startRunComparison(ownRun: () => Run, onShown: (part: Element) => void): void {
  const section = document.getElementById('compare')?.closest('section');
  const input = section?.querySelector<HTMLInputElement>('input[type="file"]');
  const status = section?.querySelector<HTMLElement>('.loaded');
  const compared = section?.querySelector<HTMLElement>('.compared');
  if (!input || !status || !compared) return;
  input.closest('[hidden]')?.removeAttribute('hidden');
  input.addEventListener('change', async () => {
    const [file] = input.files ?? [];
    compared.replaceChildren();
    status.textContent = file ? `Reading ${file.name} …` : '';
    if (!file) return;
    try {
      const text = await textOf(file);
      // Another file may have been chosen meanwhile.
      if (input.files?.[0] !== file) return;
      const own = ownRun();
      const { text: markup } = renderLoadedRun(own, runFromText(text, own.schemaVersion));
      compared.innerHTML = markup;
      onShown(compared);
      status.textContent = `${file.name} is compared below.`;
    } catch (error) {
      if (input.files?.[0] !== file) return;
      status.textContent = `${file.name} cannot be compared: ${(error as Error).message}`;
    }
  });
}
