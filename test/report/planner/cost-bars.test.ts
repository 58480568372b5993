import { describe, expect, test } from 'vitest';
import { costBars, costFills, costLegend } from '../../../report/planner/cost-bars.ts';
import { planOf } from '../../../report/planner/plan.ts';
import { costPartsTable } from '../../../report/planner/tables.ts';
import { COSTS, madeModel, NUMBERS, without } from '../../made/plans.ts';

const INPUT = { ...NUMBERS, pricePerGbIn: 0.05 };
const bars = (model = madeModel(), input = INPUT) => costBars(planOf(input, model, 0.4)).text;

/** The segments of each bar, as percent of the full width. */
const segmentsOf = (text: string) =>
  text.split('<li>').map(bar =>
    [...bar.matchAll(/<rect class="cost-part" stroke="#000" x="([\d.]+)%" y="1" width="([\d.]+)%"/g)].map(
      ([, x, width]) => ({
        from: Number(x),
        width: Number(width),
      }),
    ),
  );

describe('a bar', () => {
  test('has its parts one behind the other; the dearest fills the width', () => {
    const all = segmentsOf(bars()).filter(one => one.length > 0);
    expect(all).toHaveLength(4);
    const ends = all.map(segments => {
      for (const [index, { from }] of segments.entries()) {
        const before = segments[index - 1];
        expect(from).toBeCloseTo(before ? before.from + before.width : 0, 1);
      }
      const last = segments.at(-1);
      return last ? last.from + last.width : 0;
    });
    expect(Math.max(...ends)).toBeCloseTo(100, 1);
    const costs = planOf(INPUT, madeModel(), 0.4).transports.map(one => one.costPerMonth ?? 0);
    expect(ends.map(end => end / 100)).toEqual(
      costs.map(cost => expect.closeTo(cost / Math.max(...costs), 3)),
    );
  });

  test('says in words what it shows, and has a fill for each part', () => {
    const text = bars();
    expect(text).toMatch(
      /aria-label="SSE, [\d.]+ per month: cores 20\.0, events [\d.]+, heartbeats [\d.]+ and headers [\d.]+"/,
    );
    expect(text).toMatch(/aria-label="Short polling, [\d.,]+ per month: [^"]*empty polls [\d.,]+/);
    const fills = costFills().text;
    for (const [, id] of `${text}${costLegend().text}`.matchAll(/fill="url\(#([\w-]+)\)"/g))
      expect(fills).toContain(`<pattern id="${id}"`);
    expect(new Set([...fills.matchAll(/<pattern[^>]*>(.*?)<\/pattern>/g)].map(([, fill]) => fill)).size).toBe(
      5,
    );
  });

  test('is left out where there is no value, and empty where nothing has a price', () => {
    const { cpuMicrosPerSecond: _, ...unknown } = COSTS.sse;
    expect(bars(madeModel({ ...COSTS, sse: unknown }))).toMatch(
      /SSE<\/span><\/span> <span class="detail">no value/,
    );
    expect(bars(madeModel(without('cpuMicrosPerSecond')))).not.toContain('<rect class="cost-part"');
    const free = bars(madeModel(), { ...INPUT, pricePerCoreMonth: 0, pricePerGbOut: 0, pricePerGbIn: 0 });
    expect(free).not.toContain('<rect class="cost-part"');
    expect(free).not.toContain('NaN');
  });

  test('has a table of the same', () => {
    const { columns, rows } = costPartsTable(planOf(INPUT, madeModel(), 0.4));
    expect(columns).toEqual([
      'Transport',
      'Cores',
      'Events',
      'Heartbeats',
      'Empty polls',
      'Headers',
      'Together',
    ]);
    // The 25,000 B/s out at 0.09 and the 22,000 B/s in at 0.05 of SSE's heartbeats.
    expect(rows[2]?.[3]).toBe('8.81');
    expect(rows[2]?.[1]).toBe('20.0');
    expect(rows[0]?.[3]).toBe('0');
    // Long polls of a stream hardly ever end empty: e to the power of -250 of them.
    const stream = { ...INPUT, eventsPerUserHour: 36_000, cores: 128 };
    expect(costPartsTable(planOf(stream, madeModel(), 0.4)).rows[1]?.[4]).toBe('<0.01');
  });
});
