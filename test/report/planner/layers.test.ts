import { describe, expect, test } from 'vitest';
import { costModelOf } from '../../../analysis/cost-model/fit.ts';
import type { LayerCost, TransportCostModel } from '../../../analysis/cost-model/model.ts';
import { answerInWords } from '../../../report/planner/answer-words.ts';
import { checked } from '../../../report/planner/checked.ts';
import { FIRST_INPUT, type PlanInput } from '../../../report/planner/controls.ts';
import { costBars } from '../../../report/planner/cost-bars.ts';
import { notesOf } from '../../../report/planner/notes.ts';
import { type Plan, planOf } from '../../../report/planner/plan.ts';
import { hashOf, textsIn } from '../../../report/planner/state.ts';
import type { TransportPlan } from '../../../report/planner/transport-plan.ts';
import { scenarios } from '../../../scenarios/catalogue.ts';
import { TESTED_TRANSPORTS, type TestedTransport } from '../../../scenarios/load/transport.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { at, everyone, runOf } from '../../made/claims.ts';
import { madeModel, NUMBERS } from '../../made/plans.ts';

withoutKnownSpreads();

const factor = (value: number) => ({ value, least: value, most: value });
const both = (out: number, into: number) => ({ out: factor(out), in: factor(into) });

const TLS: LayerCost = {
  connection: { tls: 'full' },
  cpu: factor(1.2),
  application: both(1.1, 1.5),
  wire: both(1.05, 1.25),
  points: 2,
  payloadBytes: { least: 200, most: 4096 },
};

/** The usual servers, with what the run measured below some of them. */
function modelWith(layers: LayerCost[], transports: readonly string[] = TESTED_TRANSPORTS) {
  const model = madeModel();
  for (const one of Object.values(model) as TransportCostModel[]) {
    if (transports.includes(one.transport)) one.layers = layers;
  }
  return model;
}

/** So few that each transport has one process, with TLS and without. */
const FEW: PlanInput = { ...NUMBERS, subscribers: 500 };
const OVER_TLS: PlanInput = { ...FEW, tls: 'yes' };

describe('TLS in a plan', () => {
  const model = modelWith([TLS]);
  const [plain, over] = [FEW, OVER_TLS].map(input => planOf(input, model, 0));

  test('multiplies CPU and bytes by what the run measured', () => {
    for (const [index, one] of plain?.transports.entries() ?? []) {
      const other = over?.transports[index];
      expect((other?.busyCores ?? 0) / (one.busyCores ?? 0)).toBeCloseTo(1.2, 6);
      expect((other?.trafficOutGbPerMonth ?? 0) / (one.trafficOutGbPerMonth ?? 0)).toBeCloseTo(1.05, 6);
      expect((other?.trafficInGbPerMonth ?? 0) / (one.trafficInGbPerMonth ?? 0)).toBeCloseTo(1.25, 6);
      // Memory of connections over TLS was not measured.
      expect(other?.memoryBytes).toBeNull();
    }
  });

  test('adds up to its cost', () => {
    for (const { costParts, costPerMonth } of over?.transports ?? []) {
      const sum = Object.values(costParts ?? {}).reduce((total, part) => total + part, 0);
      expect(sum).toBeCloseTo(costPerMonth ?? Number.NaN, 6);
    }
  });

  test('is named in the answer, with where it was measured', () => {
    if (!over) throw new Error('two plans were made');
    expect(answerInWords(over, OVER_TLS)).toContain(', over TLS, p99 within');
    expect(notesOf(over)[0]?.text).toContain('as at 2 points of this run with payloads of 200–4,096 B');
    expect(notesOf(over)[0]?.text).toContain('SSE ×1.20, ×1.05 and ×1.25');
  });

  test('has no value where the run did not measure it, and says what is needed', () => {
    const plan = planOf(OVER_TLS, modelWith([TLS], ['sse']), 0);
    const [unmeasured] = plan.transports.filter(({ transport }) => transport === 'websocket');
    expect(unmeasured).toMatchObject({ costPerMonth: null, cores: null, shortfalls: ['unknown'] });
    expect(plan.cheapest).toEqual(['sse']);
    expect(answerInWords(plan, OVER_TLS)).toMatch(
      / Not decided for short polling, long polling and WebSocket: CPU over TLS not measured\.$/,
    );
    // The set of the layers alone has no planner.
    expect(
      notesOf(plan).some(
        ({ warn, text }) =>
          warn &&
          text.startsWith('CPU over TLS was not measured in this run, so short polling, ') &&
          text.endsWith(' To measure it: npm run bench -- cost-model idle layers.'),
      ),
    ).toBe(true);
    // The reason stands where the costs are missing, and there alone.
    const bars = costBars(plan).text.split('<li>').slice(1);
    expect(bars.map(bar => bar.includes('no value: CPU over TLS not measured'))).toEqual(
      plan.transports.map(({ costPerMonth }) => costPerMonth === null),
    );
    expect(unmeasured?.trafficOutGbPerMonth).toBeGreaterThan(0);
    const none = planOf({ ...FEW, compression: 'per-message' }, model, 0);
    expect(none.transports.every(one => one.trafficOutGbPerMonth === null)).toBe(true);
    expect(answerInWords(none, { ...FEW, compression: 'per-message' })).toContain(
      'CPU compressed per message not measured',
    );
  });

  test('widens the range of the cost by how much its points differ', () => {
    const wide = { ...TLS, cpu: { value: 1.2, least: 1, most: 1.8 } };
    const error = (layers: LayerCost[]) => {
      const made = madeModel(undefined, { errorPercent: 10 });
      for (const one of Object.values(made) as TransportCostModel[]) one.layers = layers;
      return planOf(OVER_TLS, made, 0).transports[0]?.errorPercent.cpu ?? 0;
    };
    expect(error([TLS])).toBeCloseTo(10, 6);
    expect(error([wide])).toBeCloseTo(65, 6);
  });
});

describe('what another run measured', () => {
  const FROM = '2026-01-01T00-00-00-quick';
  const known: LayerCost = { ...TLS, cpu: { value: 1.5, least: 1.1, most: 2.1 }, from: FROM };
  const [plain, over] = [FEW, OVER_TLS].map(input => planOf(input, modelWith([known]), 0)) as [Plan, Plan];

  test('multiplies CPU, and the formats give the bytes', () => {
    for (const [index, one] of plain.transports.entries()) {
      const other = over.transports[index];
      expect((other?.busyCores ?? 0) / (one.busyCores ?? 0)).toBeCloseTo(1.5, 6);
      const more = (other?.trafficOutGbPerMonth ?? 0) / (one.trafficOutGbPerMonth ?? 0);
      expect(more).toBeGreaterThan(1);
      expect(more).not.toBeCloseTo(1.05, 3);
      expect(other?.shortfalls).not.toContain('unknown');
    }
  });

  test('is said, with the run, its range, and what TLS at a proxy means', () => {
    const [note] = notesOf(over);
    expect(note?.warn).toBe(true);
    expect(note?.text).toContain(
      `so many times as run ${FROM} shows, on another machine: short polling ×1.1`,
    );
    expect(note?.text).toContain('Where TLS ends at a proxy in front, choose “none”.');
    expect(note?.text).toMatch(/ To measure it: npm run bench -- cost-model idle layers\.$/);
  });

  test('widens the range of CPU alone', () => {
    const made = madeModel(undefined, { errorPercent: 10 });
    for (const one of Object.values(made) as TransportCostModel[]) one.layers = [known];
    const { cpu, out } = planOf(OVER_TLS, made, 0).transports[0]?.errorPercent ?? {};
    expect(cpu).toBeCloseTo(100 * (1.1 * (2.1 / 1.5) - 1), 6);
    expect(out).toBeCloseTo(10, 6);
  });

  test('has the bytes of compression, too, which no format gives', () => {
    const compressed: LayerCost = { ...known, connection: { compression: 'per-message' } };
    const input: PlanInput = { ...FEW, compression: 'per-message' };
    const plan = planOf(input, modelWith([compressed]), 0);
    for (const [index, one] of plain.transports.entries()) {
      const out = plan.transports[index]?.trafficOutGbPerMonth ?? 0;
      expect(out / (one.trafficOutGbPerMonth ?? 0)).toBeCloseTo(1.05, 6);
    }
    expect(notesOf(plan)[0]?.text).toContain('how much compression saves depends on the payload');
  });
});

describe('HTTP/2 in a plan', () => {
  const OVER_HTTP2: PlanInput = { ...FEW, http: '2' };
  const HTTP2: LayerCost = { ...TLS, connection: { tls: 'full', http: 2 }, cpu: factor(1.7) };

  test('is over TLS, and multiplies CPU by what the run measured of both', () => {
    const model = modelWith([TLS, HTTP2]);
    const [plain, over, both] = [FEW, OVER_HTTP2, { ...OVER_HTTP2, tls: 'yes' as const }].map(input =>
      planOf(input, model, 0),
    );
    for (const [index, one] of plain?.transports.entries() ?? [])
      expect((over?.transports[index]?.busyCores ?? 0) / (one.busyCores ?? 0)).toBeCloseTo(1.7, 6);
    expect(over).toEqual(both);
    expect(answerInWords(over as Plan, OVER_HTTP2)).toContain(', over HTTP/2 and TLS, p99 within');
  });

  test('has the bytes of the models where the run did not measure it, and no CPU', () => {
    const model = modelWith([TLS]);
    const [plain, over] = [FEW, OVER_HTTP2].map(input => planOf(input, model, 0)) as [Plan, Plan];
    const gbMore = (transport: TestedTransport, of: (one: TransportPlan) => number | null) => {
      const [before, after] = [plain, over].map(plan =>
        plan.transports.filter(one => one.transport === transport).map(of),
      );
      return (after?.[0] ?? Number.NaN) - (before?.[0] ?? Number.NaN);
    };
    const GB_PER_BYTE_SECOND = (30.44 * 86_400) / 1e9;
    const deliveries = (FEW.subscribers * FEW.eventsPerUserHour) / 3600;
    const heartbeats = FEW.subscribers / FEW.heartbeatSeconds;
    // A frame of 9 B and a record of 22 for each.
    const out = 31 * deliveries + 31 * heartbeats;
    expect(gbMore('websocket', one => one.trafficOutGbPerMonth) / (GB_PER_BYTE_SECOND * out)).toBeCloseTo(
      1,
      6,
    );
    // Two windows of 13 B in a record, after each 81 frames of 406 B.
    const into = (48 / 81) * deliveries + 31 * heartbeats;
    expect(gbMore('websocket', one => one.trafficInGbPerMonth) / (GB_PER_BYTE_SECOND * into)).toBeCloseTo(
      1,
      6,
    );
    for (const { cores, costPerMonth, shortfalls } of over.transports) {
      expect([cores, costPerMonth]).toEqual([null, null]);
      expect(shortfalls).toContain('unknown');
    }
    // A server whose CPU is not known is not one that costs nothing.
    for (const { transport, latency, p99RangeMs } of over.transports)
      expect([latency === null, p99RangeMs]).toEqual([transport !== 'short-polling', null]);
    // The request of a poll is numbers, and its answer loses more headers than a record has.
    expect(gbMore('short-polling', one => one.trafficInGbPerMonth)).toBeLessThan(0);
    expect(answerInWords(over, OVER_HTTP2)).toContain('CPU over HTTP/2 and TLS not measured');
    expect(notesOf(over)[0]).toMatchObject({ warn: true });
    expect(notesOf(over)[0]?.text).toContain('CPU over HTTP/2 and TLS was not measured in this run');
  });
});

describe('the switches', () => {
  test('are held in the address', () => {
    const input: PlanInput = { ...FIRST_INPUT, tls: 'yes', http: '2', compression: 'shared-context' };
    expect(hashOf(input)).toMatch(/&tls=yes&http=2&compression=shared-context$/);
    const texts = textsIn(hashOf(input));
    expect(texts && checked(texts).input).toEqual(input);
  });

  test('are off by default, and a wrong word is no other', () => {
    const off = textsIn('#plan?tls=no&http=1&compression=no');
    expect(off && checked(off).input).toEqual(FIRST_INPUT);
    const wrong = textsIn('#plan?tls=2&http=3&compression=zip');
    expect(wrong && checked(wrong)).toEqual({
      input: null,
      faults: {
        tls: '“2” is not an answer to TLS. Choose “none” or “TLS 1.3”.',
        http: '“3” is not a version of HTTP. Choose “HTTP/1.1” or “HTTP/2 (TLS)”.',
        compression:
          '“zip” is not a way to compress. Choose “none”, “each message by itself” or “with a shared context”.',
      },
    });
  });
});

describe('what a run measured below its transports', () => {
  const cells = at(
    'cost-model',
    '100-100-128-1000',
    everyone(() => ({})),
  );
  const point = (id: string, cpuMicrosPerDelivery: number, overheadDown: number, up = 50) =>
    at(
      'layers',
      id,
      everyone(() => ({ cpuMicrosPerDelivery, overheadDown, up })),
    );

  test('is the median of its points, with the least and the most', () => {
    const run = runOf(
      cells,
      point('stream', 10, 0),
      point('stream-tls', 12, 22, 72),
      point('single', 100, 0),
      point('single-tls', 110, 44, 94),
    );
    const [layer] = costModelOf(run).sse?.layers ?? [];
    expect(layer).toMatchObject({ connection: { tls: 'full' }, points: 2, wire: null });
    expect(layer?.cpu.least).toBeCloseTo(1.1, 6);
    expect(layer?.cpu.value).toBeCloseTo(1.15, 6);
    expect(layer?.cpu.most).toBeCloseTo(1.2, 6);
    expect(layer?.application.in.most).toBeCloseTo(94 / 50, 6);
  });

  test('is nothing without the same load as it is', () => {
    const { layers = [] } = costModelOf(runOf(cells, point('stream-tls', 12, 22))).sse ?? {};
    expect(layers.filter(({ from }) => from === undefined)).toEqual([]);
  });
});

test('the scenarios that a note asks for exist', () => {
  const input: PlanInput = { ...FEW, compression: 'per-message' };
  const asked = notesOf(planOf(input, madeModel(), 0)).flatMap(({ text }) => {
    const [, names = ''] = /npm run bench -- ([\w -]+)\./.exec(text) ?? [];
    return names.split(' ').filter(Boolean);
  });
  expect(asked).toEqual(['cost-model', 'idle', 'layers', 'compression']);
  const known = scenarios.map(({ id }) => id);
  for (const id of asked) expect(known).toContain(id);
});
