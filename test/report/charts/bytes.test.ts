import { describe, expect, test } from 'vitest';
import { bytesFigure } from '../../../report/charts/bytes.ts';
import { renderReport } from '../../../report/render.ts';
import { NOTHING } from '../../../report/text/format.ts';
import { trial, tried } from '../../made/point.ts';
import { type Made, madeRun, madeScenario, pointTrials } from '../../made/run.ts';

describe('the byte ledger', () => {
  const HEADERS = 2 * 66;
  const wired = (made: Partial<Made> = {}) => ({ overheadDown: 30, up: 12, wire: 142 + HEADERS, ...made });

  test('stacks the layers so that the bar is the wire bytes of a delivery', () => {
    const { spec, title, summary, table } = bytesFigure(tried([trial('sse', wired())]));
    if (spec.kind !== 'stack') throw new Error('bytes are stacked');
    expect(spec.parts).toHaveLength(5);
    expect(spec.rows[0]?.values).toEqual([100, 30, 12, 66, 66]);
    expect(spec.xAxis).toBe('Wire bytes per delivery (B)');
    expect(title).toBe('Wire bytes of one delivery, by layer');
    expect(summary).toMatch(/SSE 274\sB \(36% payload\)/);
    expect(table.columns).toEqual(
      expect.arrayContaining(['Wire total (B)', 'Packets down per delivery', 'Packets up per delivery']),
    );
    expect(table.rows[0]?.slice(1)).toEqual([
      '100',
      '30.0',
      '12.0',
      '142',
      '66.0',
      '66.0',
      '274',
      '1.00',
      '1.00',
      '0%',
    ]);
  });

  test('has 0 where the parts leave nothing but rounding in the arithmetic', () => {
    const one = trial('sse', wired());
    one.deliveries.arrived = 10;
    one.bandwidth.application.upBytes = 3;
    one.bandwidth.tls = { downBytes: 0, upBytes: 1, fullHandshakes: 0, resumedHandshakes: 0 };
    one.bandwidth.http2 = { downBytes: 0, upBytes: 2 };
    expect(3 / 10 - 1 / 10 - 2 / 10).toBeLessThan(0);
    const { spec, table } = bytesFigure(tried([one]));
    if (spec.kind !== 'stack') throw new Error('bytes are stacked');
    expect(spec.rows[0]?.values?.[2]).toBe(0);
    expect(table.rows[0]?.[table.columns.indexOf('Application up (B)')]).toBe('0');
  });

  test.each([
    [
      0,
      false,
      /66 B of headers and the application’s bytes explain the wire bytes to the byte in every valid trial/,
    ],
    [0.5, false, /explain the wire bytes to within 0\.190% in every valid trial/],
    [-0.5, false, /to within 0\.190%/],
    [5, true, /do not explain the wire bytes: over 1\.00% remain in the worst valid trial \(SSE \+1\.79%\)/],
    [-5, true, /\(SSE -1\.86%\)/],
  ])('says how far headers explain the wire: %d B off', (off, warn, words) => {
    const blocks = [trial('sse', wired()), trial('sse', wired({ wire: 142 + HEADERS + off }), 1)];
    expect(bytesFigure(tried(blocks)).checks).toEqual([{ warn, text: expect.stringMatching(words) }]);
  });

  test('says of segments that came twice that they are in the remainder, and of more that it is not', () => {
    const off = 5 * 1000;
    const one = trial('sse', wired({ wire: 142 + HEADERS + off / 1000 }));
    const { ledger } = one.bandwidth;
    if (!ledger) throw new Error('the wire was counted');
    expect(ledger.remainderBytes).toBe(off);
    one.bandwidth.ledger = { ...ledger, repeatedSegments: 4 };
    expect(bytesFigure(tried([one])).checks).toEqual([
      {
        warn: false,
        text: expect.stringMatching(
          /explain the wire bytes to the byte in every valid trial\. Not in that: segments .* \(SSE 4, up to 1\.79% of the bytes\)\.$/,
        ),
      },
    ]);
    one.bandwidth.ledger = { ...ledger, repeatedSegments: 1 };
    expect(bytesFigure(tried([one])).checks).toEqual([
      { warn: true, text: expect.stringMatching(/\(SSE \+1\.27%\)/) },
    ]);
  });

  test('of what was compressed, says what the payload was, and shows it with its envelope', () => {
    const one = trial('websocket', wired({ overheadDown: -30, wire: 82 + HEADERS }));
    const { arrived } = one.deliveries;
    one.bandwidth.compression = { contentBytes: 180 * arrived, compressedBytes: 60 * arrived };
    const { spec, summary, table } = bytesFigure(tried([one, trial('tcp-floor', wired())]));
    if (spec.kind !== 'stack') throw new Error('bytes are stacked');
    expect(spec.parts[0]).toBe('Payload; if compressed, with envelope');
    expect(spec.rows.map(({ values }) => values?.slice(0, 3))).toEqual([
      [60, 10, 12],
      [100, 30, 12],
    ]);
    expect(summary).toMatch(/WebSocket 214\sB \(214% of the payload before compression\)/);
    expect(table.columns.slice(1, 4)).toEqual([
      'Payload before compression (B)',
      'Payload and envelope before compression (B)',
      'Payload; if compressed, with envelope (B)',
    ]);
    expect(table.rows.map(row => row.slice(1, 4))).toEqual([
      ['100', '180', '60.0'],
      [NOTHING, NOTHING, '100'],
    ]);
  });

  test('says that the wire was not counted, and shows the application’s bytes', () => {
    const { spec, checks, table } = bytesFigure(tried([trial('sse', { overheadDown: 30, up: 12 })]));
    if (spec.kind !== 'stack') throw new Error('bytes are stacked');
    expect(spec.rows[0]?.values).toEqual([100, 30, 12]);
    expect(spec.xAxis).toBe('Application bytes per delivery (B)');
    expect(checks).toEqual([{ warn: true, text: expect.stringMatching(/^Wire bytes were not counted/) }]);
    expect(table.columns.join()).not.toMatch(/wire|packets/i);
  });
});

test('one transport among many points has its bytes in words and a table, and no bar', () => {
  const withOthers = madeScenario('sweep', 1, ['one', 'all', 'third', 'fourth']);
  const [one] = withOthers.points;
  if (one) one.load.transports = { 'short-polling': { intervalMs: 500 } };
  const run = madeRun(
    [withOthers],
    [...pointTrials('sweep', 'p0', 1, { 'short-polling': {} }), ...pointTrials('sweep', 'p1', 1)],
  );
  const page = renderReport(run, { script: 'void 0', style: 'a{}' });
  const title = 'Application bytes of one delivery, by layer';
  const [, alone, beside] = page.split(/<h[34] id="[^"]*sweep[^"]*p\d"/);
  expect(alone).toContain(`<summary>${title}</summary>`);
  expect(alone).toMatch(/both ways: short polling/);
  expect(alone).not.toContain(`<h4>${title}</h4>`);
  expect(beside).toContain(`<h4>${title}</h4>`);
});

test('a cell of a grid that a model is fitted to has its figures in words and tables, and no picture', () => {
  const grid = madeScenario('grid', 1, ['one', 'two', 'three', 'held out']);
  const last = grid.points.at(-1);
  const cells = () =>
    renderReport(
      madeRun(
        [grid],
        grid.points.flatMap(({ id }) => pointTrials('grid', id, 1)),
      ),
      { script: 'void 0', style: 'a{}' },
    ).split(/<h[34] id="[^"]*grid[^"]*p\d"/);
  const [, drawn] = cells();
  expect(drawn).toContain('<canvas');
  if (last) last.load.heldOut = true;
  const [, told] = cells();
  expect(told).not.toContain('<canvas');
  expect(told).toMatch(/<summary>Application bytes of one delivery, by layer/);
  expect(told).toMatch(/<summary>Latency of deliveries, from the scheduled time/);
});
