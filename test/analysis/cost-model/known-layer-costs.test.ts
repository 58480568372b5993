import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { costModelOf } from '../../../analysis/cost-model/fit.ts';
import { KNOWN_LAYER_COSTS } from '../../../analysis/cost-model/known-layer-costs.ts';
import { readRun } from '../../../results/format/run-file.ts';
import { ROOT } from '../../../root.ts';
import { TESTED_TRANSPORTS } from '../../../scenarios/load/transport.ts';
import { knownLayerCostsSource } from '../../../scripts/terminal/known-layer-costs-source.ts';
import { at, everyone, runOf } from '../../made/claims.ts';

test('what another run measured below the transports is that of the committed sample', () => {
  const source = readFileSync(join(ROOT, 'analysis/cost-model/known-layer-costs.ts'), 'utf8');
  expect(source).toBe(knownLayerCostsSource(readRun(join(ROOT, 'results/sample/layers'))));
});

test('every transport has TLS and HTTP/2 there, and more of its CPU than without', () => {
  for (const transport of TESTED_TRANSPORTS) {
    const kinds = KNOWN_LAYER_COSTS.costs[transport] ?? [];
    for (const connection of [{ tls: 'full' }, { tls: 'full', http: 2 }]) {
      const cost = kinds.find(one => JSON.stringify(one.connection) === JSON.stringify(connection));
      expect(cost?.cpu.value, `${transport} ${JSON.stringify(connection)}`).toBeGreaterThan(1);
      expect(cost?.cpu.least).toBeLessThanOrEqual(cost?.cpu.value ?? 0);
    }
  }
});

test('a run has it for each kind of connection that it did not measure itself', () => {
  const cells = at(
    'cost-model',
    '100-100-128-1000',
    everyone(() => ({})),
  );
  const point = (id: string, cpuMicrosPerDelivery: number) =>
    at(
      'layers',
      id,
      everyone(() => ({ cpuMicrosPerDelivery })),
    );
  const layers = costModelOf(runOf(cells, point('stream', 10), point('stream-tls', 12))).sse?.layers ?? [];
  const sourceOf = (http: 2 | undefined) =>
    layers
      .filter(({ connection: { tls, http: own, compression } }) => tls && own === http && !compression)
      .map(({ from }) => from);
  expect(sourceOf(undefined)).toEqual([undefined]);
  expect(sourceOf(2)).toEqual([KNOWN_LAYER_COSTS.run]);
});
