import {
  type CodeSize,
  type Complexity,
  codeForTransport,
  type TransportComplexity,
} from '../../analysis/claims/code-size.ts';
import type { Cell, Table } from '../charts/spec.ts';
import { renderTable } from '../parts/table.ts';
import { counted, integer } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { leastFirst } from '../words/least-first.ts';

const size = ({ lines, branches }: CodeSize): Cell => ({
  value: integer(lines),
  detail: counted(branches, 'branch', 'branches'),
});

const row = (one: TransportComplexity): Cell[] => [
  { transport: one.transport },
  size(one.own.server),
  size(one.own.client),
  size(one.shared.server),
  size(one.shared.client),
  size(codeForTransport(one)),
];

const tableOf = ({ transports }: Complexity): Table => ({
  caption:
    'Lines of code in this repository, without comments and blank lines. Small print: branches. The code that all four transports share is left out.',
  columns: [
    'Transport',
    'Server, this transport only (lines)',
    'Client, this transport only (lines)',
    'Server, shared with some transports (lines)',
    'Client, shared with some transports (lines)',
    'Total (lines)',
  ],
  rows: transports.map(row),
});

/** The code size of each transport: a sentence and a small table. */
export function renderComplexity(complexity: Complexity): Markup {
  const words = leastFirst(
    complexity.transports.map(one => ({
      transport: one.transport,
      value: codeForTransport(one).lines,
      more: ` (${counted(codeForTransport(one).branches, 'branch', 'branches')})`,
    })),
    'lines',
  );
  return html`<div class="more outcome"><h3>Code size of each transport</h3>
<p class="detail">In this repository, beyond the code that all four share: ${words}.</p>
${renderTable(tableOf(complexity))}</div>`;
}
