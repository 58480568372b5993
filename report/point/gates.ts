import { nameOf } from '../../scenarios/load/transport.ts';
import type { Check } from '../charts/spec.ts';
import { type GatesView, gatesOf } from '../model/gates.ts';
import type { PointView } from '../model/point.ts';
import { renderCheck } from '../parts/check.ts';
import { renderTable } from '../parts/table.ts';
import { counted, integer, NOTHING } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';
import { blockName } from '../words/blocks.ts';
import { boundInWords, gateInWords, measuredInWords } from '../words/gate.ts';

/** Whether every trial passed; if not, which gates failed and how often. */
function verdictOf({ measured, failed, brokenOff, gates }: GatesView): Check {
  const broken = brokenOff > 0 ? ` ${counted(brokenOff, 'trial')} ended in an error before the gates.` : '';
  if (measured === 0) return { warn: true, text: `No trial reached the gates.${broken}` };
  const all = counted(measured, 'trial');
  if (failed === 0) {
    const passed =
      gates.length > 0 ? `passed all ${counted(gates.length, 'gate')}` : 'passed, but no gate is recorded';
    return {
      warn: brokenOff > 0,
      text: `${measured === 1 ? 'The only trial' : `All ${all}`} ${passed}.${broken}`,
    };
  }
  const faults = gates
    .filter(gate => gate.failed > 0)
    .map(gate => `${gateInWords(gate.id)} (${integer(gate.failed)})`);
  const why = faults.length > 0 ? `: ${faults.join(', ')}` : '';
  return {
    warn: true,
    text: `${integer(failed)} of ${all} failed a gate and ${failed === 1 ? 'is' : 'are'} excluded${why}.${broken}`,
  };
}

/** The results of a point's gates: one sentence, and a folded table with every gate. */
export function renderGates(view: PointView): Markup {
  const gates = gatesOf(view);
  const table = {
    caption:
      'Every gate over all trials of this point, including excluded ones. A bound may depend on the trial, for example on its median latency. The table shows the trial that was nearest to its bound or furthest beyond it.',
    columns: ['Gate', 'Passes up to', 'Measured at worst', 'By', 'Failed'],
    rows: gates.gates.map(({ id, worst, worstTrial, checked, failed }) => [
      gateInWords(id),
      boundInWords(worst),
      measuredInWords(worst),
      worst.measured === 0 ? NOTHING : `${nameOf(worstTrial.transport)}, ${blockName(worstTrial)}`,
      `${integer(failed)} of ${integer(checked)}`,
    ]),
  };
  const details =
    table.rows.length > 0 &&
    html`<details class="more"><summary>Every gate with its bound</summary>${renderTable(table)}</details>`;
  return html`<div class="gates">${renderCheck(verdictOf(gates))}${details}</div>`;
}
