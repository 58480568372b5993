import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Run, SCHEMA_VERSION } from '../../../results/format/run.ts';
import { readRun, trialFault, writeRun } from '../../../results/format/run-file.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { ROOT } from '../../../root.ts';
import { madeRun, madeScenario, madeTrial } from '../../made/run.ts';
import { madeWorkloads } from '../../made/workloads.ts';

const aRun = () =>
  madeRun(
    [madeScenario('ticker', 1)],
    [madeTrial({ scenario: 'ticker', point: '10 subscribers', transport: 'sse', block: 0 })],
  );

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pushlab-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a packed run is read from its folder as well; run.json comes first', () => {
  const [packed, plain] = [aRun(), aRun()];
  packed.run.id = '2026-03-01-packed';
  writeFileSync(join(folder, 'run.json.gz'), gzipSync(JSON.stringify(packed)));
  expect(readRun(folder)).toEqual(packed);
  writeRun(folder, plain);
  expect(readRun(folder)).toEqual(plain);
});

test('a folder without a run is named with the file that it should have', () => {
  expect(() => readRun(folder)).toThrow(/run\.json: /);
});

test('a run survives writing and reading, and leaves no other file', () => {
  const run = aRun();
  writeRun(folder, run);
  expect(readRun(folder)).toEqual(run);
  expect(readdirSync(folder)).toEqual(['run.json']);
});

test('a run survives with reference workloads, each value a possible one', () => {
  const run = { ...aRun(), referenceWorkloads: [madeWorkloads(0)] };
  writeRun(folder, run);
  expect(readRun(folder)).toEqual(run);
  const impossible = { ...run, referenceWorkloads: [madeWorkloads(0, { arithmeticNs: -1 })] };
  expect(() => writeRun(folder, impossible)).toThrow(/\/referenceWorkloads\/0\/arithmeticNs/);
});

test('a run that breaks the schema is not written', () => {
  const run = aRun();
  expect(() => writeRun(folder, { ...run, run: { ...run.run, preset: 'warp' as never } })).toThrow(
    /run.json: not a valid run.json: \/run\/preset/,
  );
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['no JSON', '{', /run.json: .*JSON/],
  ['no run', `{"schemaVersion": ${SCHEMA_VERSION}}`, /not a valid run.json/],
  ['another version', '{"schemaVersion": 99}', /schemaVersion is 99, this program reads \d+ and \d+$/],
  ['no object', 'null', /schemaVersion is undefined/],
])('reading %s says so in one line', (_, text, message) => {
  writeFileSync(join(folder, 'run.json'), text);
  expect(() => readRun(folder)).toThrow(message);
});

test('a trial with an impossible value is reported with that value', () => {
  const [trial] = aRun().trials;
  if (trial?.status !== 'valid') throw new Error('made up otherwise');
  expect(trialFault(trial)).toBeUndefined();
  const negative = { ...trial, server: { ...trial.server, rssBytes: -1 } };
  expect(trialFault(negative)).toMatch(/^impossible value: \/server\/rssBytes must be >= 0/);
  const runtime = { ...trial.server.runtime, gcMs: -1 };
  const within = { ...trial, server: { ...trial.server, runtime } } as MeasuredTrial;
  expect(trialFault(within)).toMatch(/^impossible value: \/server\/runtime\/gcMs must be >= 0/);
  expect(trialFault({ ...trial, server: { ...trial.server, runtime: null } })).toBeUndefined();
});

test('a missing file is named', () => {
  expect(() => readRun(join(folder, 'nowhere'))).toThrow(/nowhere\/run.json: no such file or directory$/);
});

test('the published schema is the one that the program checks by', () => {
  const published = JSON.parse(readFileSync(join(ROOT, 'results', 'schema.json'), 'utf8'));
  expect(published, 'run: npm run schema').toEqual({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    ...JSON.parse(JSON.stringify(Run)),
  });
});
