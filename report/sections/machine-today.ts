import type { Run } from '../../results/format/run.ts';
import type { Table } from '../charts/spec.ts';
import { spreadOf } from '../model/spread.ts';
import { heading } from '../parts/heading.ts';
import { ranged, renderTable } from '../parts/table.ts';
import { counted } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { workloadsInOrder } from '../words/workloads.ts';

/** The reference workloads of a run; nothing for a run that has none, such as an older one. */
export function renderMachineToday({ referenceWorkloads: blocks = [] }: Run): Markup | null {
  if (blocks.length === 0) return null;
  const table: Table = {
    caption: `Reference workloads, measured before ${counted(blocks.length, 'block')}. Small print: range over blocks.`,
    columns: ['Workload', 'Median', 'Unit', 'What it stands for'],
    rows: workloadsInOrder().map(([value, { name, unit, standsFor }]) => [
      name,
      ranged(spreadOf(blocks.map(block => block[value]))),
      unit,
      standsFor,
    ]),
  };
  return html`<div class="more">${heading(3, 'machine-today', 'This machine today')}
<p class="detail">Before each block, the same work runs on a core of the server, without server and clients. Where two runs differ here, the machine or its other programs were different.</p>
${renderTable(table, 'texts')}</div>`;
}
