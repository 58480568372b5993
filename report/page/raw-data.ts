import type { Run } from '../../results/format/run.ts';
import { histogramLog } from '../exports/histogram-log.ts';
import { trialsCsv } from '../exports/trials-csv.ts';
import { downloadText } from './download.ts';
import { inflated } from './inflate.ts';
import { runFromText } from './loaded-run.ts';
import { runFileText } from './run-file-text.ts';

let run: Run | undefined;

/** The run of this page. Throws one line where a file beside the page has it and was not chosen. */
export function ownRun(): Run {
  const inside = document.querySelector('#run-data')?.textContent;
  if (inside) run ??= JSON.parse(inflated(inside)) as Run;
  if (!run) throw new Error('this report needs its own run first: choose its file below “Raw data”');
  return run;
}

const FILES: Record<string, (run: Run) => [name: string, type: string, text: string]> = {
  run: own => [`${own.run.id}.json`, 'application/json', `${JSON.stringify(own, null, 2)}\n`],
  csv: own => [`${own.run.id}-trials.csv`, 'text/csv', trialsCsv(own)],
  hlog: own => [`${own.run.id}-latency.hlog`, 'text/plain', histogramLog(own)],
};

/** Reads the run of this page from a file. Throws one line if it is not that run. */
async function readOwnRun(file: File, { dataset }: HTMLElement): Promise<Run> {
  const read = runFromText(await runFileText(file), Number(dataset.schemaVersion));
  if (read.run.id === dataset.run) return read;
  throw new Error(`it is the run ${read.run.id}, and this report is of ${dataset.run}`);
}

/**
 * Connects the download buttons. Where a file beside the page has the run, they wait until it is
 * chosen; `onRead` is called then.
 */
export function startDownloads(onRead: () => void): void {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('[data-download]')];
  const input = document.querySelector<HTMLInputElement>('#own-run');
  for (const button of buttons) {
    const file = FILES[button.dataset.download ?? ''];
    if (file) button.addEventListener('click', () => downloadText(...file(ownRun())));
    button.disabled = input !== null;
    button.closest<HTMLElement>('[hidden]')?.removeAttribute('hidden');
  }
  const status = document.querySelector('#own-run-status');
  if (!input || !status) return;
  input.closest('[hidden]')?.removeAttribute('hidden');
  input.addEventListener('change', async () => {
    const [file] = input.files ?? [];
    if (!file) return;
    status.textContent = `Reading ${file.name} …`;
    try {
      run = await readOwnRun(file, input);
      status.textContent = `${file.name} is read.`;
      for (const button of buttons) button.disabled = false;
      onRead();
    } catch (error) {
      status.textContent = `${file.name} is not the run of this report: ${(error as Error).message}`;
    }
  });
}
