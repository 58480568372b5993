import type { Run } from '../../results/format/run.ts';
import { renderLoadedRun } from '../sections/run-comparison.ts';
import { runFromText } from './loaded-run.ts';
import { runFileText } from './run-file-text.ts';

/**
 * Compares the page's own run with each run.json that the reader chooses; other files give one
 * error line. Returns a function that compares the chosen file again.
 */
export function startRunComparison(ownRun: () => Run, onShown: (part: Element) => void): () => void {
  const section = document.getElementById('compare')?.closest('section');
  const input = section?.querySelector<HTMLInputElement>('input[type="file"]');
  const status = section?.querySelector<HTMLElement>('.loaded');
  const compared = section?.querySelector<HTMLElement>('.compared');
  if (!input || !status || !compared) return () => {};
  input.closest('[hidden]')?.removeAttribute('hidden');
  const compare = async (): Promise<void> => {
    const [file] = input.files ?? [];
    compared.replaceChildren();
    status.textContent = file ? `Reading ${file.name} …` : '';
    if (!file) return;
    try {
      const text = await runFileText(file);
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
  };
  input.addEventListener('change', compare);
  return () => void compare();
}
