import type { Run } from '../../results/format/run.ts';
import { histogramLog } from '../exports/histogram-log.ts';
import { trialsCsv } from '../exports/trials-csv.ts';
import { downloadText } from './download.ts';
import { inflated } from './inflate.ts';

let run: Run | undefined;

/** The run of this page. */
export function ownRun(): Run {
  run ??= JSON.parse(inflated(document.querySelector('#run-data')?.textContent ?? '')) as Run;
  return run;
}

const FILES: Record<string, (run: Run) => [name: string, type: string, text: string]> = {
  run: own => [`${own.run.id}.json`, 'application/json', `${JSON.stringify(own, null, 2)}\n`],
  csv: own => [`${own.run.id}-trials.csv`, 'text/csv', trialsCsv(own)],
  hlog: own => [`${own.run.id}-latency.hlog`, 'text/plain', histogramLog(own)],
};

/** Connects the download buttons. */
export function startDownloads(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-download]')) {
    const file = FILES[button.dataset.download ?? ''];
    if (file) button.addEventListener('click', () => downloadText(...file(ownRun())));
    button.closest<HTMLElement>('[hidden]')?.removeAttribute('hidden');
  }
}
