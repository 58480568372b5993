import { describe, expect, test } from 'vitest';
import { median } from '../../analysis/statistics/paired-ratios.ts';
import { viewPoint } from '../../report/model/point.ts';
import { isTested } from '../../scenarios/load/transport.ts';
import { sampleOf } from '../harness/samples.ts';

/** What headers and repeated segments may leave over of the wire's bytes. */
const MOST_REMAINDER_PERCENT = 1;
const MOST_RESIDUAL_PERCENT = 2;
/**
 * Short polling with some 100 deliveries in a window: how many of them share an answer is chance.
 */
const MOST_RESIDUAL_OF_FEW_PERCENT = 4;
const FEW_DELIVERIES = 200;

describe('in the sample layers', () => {
  const run = sampleOf('layers');
  const scenario = run.scenarios.find(({ id }) => id === 'layers');
  if (!scenario) throw new Error('the sample has the scenario layers');
  const cells = scenario.points.flatMap(point =>
    viewPoint(run, scenario, point).transports.map(figures => ({
      cell: `${point.id} ${figures.transport}`,
      ...figures,
    })),
  );

  test('each cell has a valid trial', () => {
    expect(cells.length).toBeGreaterThanOrEqual(48);
    expect(cells.filter(({ valid }) => valid.length === 0).map(({ cell }) => cell)).toEqual([]);
  });

  test('headers and repeated segments explain the bytes on the wire', () => {
    for (const { cell, bytes } of cells) {
      const remainder = bytes?.wire?.worstUnexplainedPercent;
      if (remainder === undefined || remainder === null) throw new Error(`${cell} has no ledger`);
      expect(Math.abs(remainder), cell).toBeLessThan(MOST_REMAINDER_PERCENT);
    }
  });

  test('the formulas predict the application’s bytes', () => {
    for (const { cell, transport, valid } of cells.filter(one => isTested(one.transport))) {
      const residual = median(
        valid.flatMap(
          ({ theory }) =>
            theory?.quantities.find(({ quantity }) => quantity === 'applicationBytesPerDelivery')
              ?.residualPercent ?? [],
        ),
      );
      if (residual === null) throw new Error(`${cell} has no prediction`);
      const isFew =
        transport === 'short-polling' && valid.every(({ deliveries }) => deliveries.arrived < FEW_DELIVERIES);
      const most = isFew ? MOST_RESIDUAL_OF_FEW_PERCENT : MOST_RESIDUAL_PERCENT;
      expect(Math.abs(residual), cell).toBeLessThan(most);
    }
  });
});
