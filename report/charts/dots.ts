import { blockPlaces, blockRef } from '../../results/format/blocks.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { TransportFigures } from '../model/figures.ts';
import { isMeasured } from '../model/point.ts';
import type { Spread } from '../model/spread.ts';
import { counted, figure, NOTHING, range } from '../text/format.ts';
import { leastFirst } from '../words/least-first.ts';
import type { ChartFigure, DotsSpec, Table } from './spec.ts';

interface Measure {
  title: string;
  /** The measured quantity, at the beginning of a sentence. */
  what: string;
  unit: string;
  ofTrial(trial: MeasuredTrial): number | null;
  ofFigures(figures: TransportFigures): Spread | null;
}

function rowsOf(transports: TransportFigures[], measure: Measure): DotsSpec['rows'] {
  return transports.map(figures => ({
    transport: figures.transport,
    median: measure.ofFigures(figures)?.value ?? null,
    dots: figures.trials.filter(isMeasured).flatMap(trial => {
      const value = measure.ofTrial(trial);
      const valid = figures.valid.includes(trial);
      return value === null ? [] : [{ value, ...blockRef(trial), valid }];
    }),
  }));
}

function tableOf(transports: TransportFigures[], measure: Measure, rows: DotsSpec['rows']): Table {
  const marked = (dot: DotsSpec['rows'][number]['dots'][number]) =>
    dot.valid ? figure(dot.value) : `(${figure(dot.value)})`;
  return {
    caption: `${measure.what} in ${measure.unit}; in brackets: excluded trials`,
    columns: ['Transport', `Median (${measure.unit})`, 'Range over blocks', 'Each trial'],
    rows: transports.map((figures, index) => {
      const spread = measure.ofFigures(figures);
      const dots = rows[index]?.dots ?? [];
      return [
        { transport: figures.transport },
        figure(spread?.value),
        spread ? range(spread.min, spread.max) : NOTHING,
        dots.map(marked).join(' · ') || NOTHING,
      ];
    }),
  };
}

function summaryOf(transports: TransportFigures[], measure: Measure): string {
  const spreads = transports.map(figures => ({
    transport: figures.transport,
    spread: measure.ofFigures(figures),
  }));
  const words = leastFirst(
    spreads.map(({ transport, spread }) => ({ transport, value: spread?.value ?? null })),
    measure.unit,
  );
  if (words === '') return 'No valid trial measured this.';
  const counts = spreads.flatMap(({ spread }) => (spread ? [spread.blocks] : []));
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const blocks = least === most ? counted(most, 'block') : `${least} to ${most} valid blocks`;
  return `${measure.what}, ${most === 1 ? 'in' : 'median of'} ${blocks}: ${words}.`;
}

/** One dot for every trial, to show the scatter. */
export function dotsFigure(transports: TransportFigures[], measure: Measure): ChartFigure {
  const rows = rowsOf(transports, measure);
  const blocks = blockPlaces(rows.flatMap(row => row.dots)).count;
  return {
    title: measure.title,
    summary: summaryOf(transports, measure),
    checks: [],
    spec: { kind: 'dots', xAxis: `${measure.what} (${measure.unit})`, unit: measure.unit, blocks, rows },
    table: tableOf(transports, measure, rows),
  };
}
