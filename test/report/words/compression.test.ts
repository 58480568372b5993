import { describe, expect, test } from 'vitest';
import { byConnection } from '../../../report/model/connections.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { scenarioAnswer } from '../../../report/point/scenario-answer.ts';
import { compressionInWords } from '../../../report/words/compression.ts';
import type { Run } from '../../../results/format/run.ts';
import { COMPRESSIONS } from '../../../scenarios/load/connection.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { type Made, madeRun, madeScenario, pointTrials, USUAL } from '../../made/run.ts';

withoutKnownSpreads();

const KINDS = [undefined, ...COMPRESSIONS];
const SHAPES = ['tick', 'chat', 'notification'] as const;

/** What a stream measures whose bytes are halved and whose CPU is `times` as much. */
const compressed = (usual: { cpuMicrosPerDelivery: number; overheadDown: number }, times: number) =>
  ({
    ...usual,
    overheadDown: usual.overheadDown - (100 + usual.overheadDown) / 2,
    cpuMicrosPerDelivery: usual.cpuMicrosPerDelivery * times,
  }) satisfies Partial<Made>;

/** Three payloads, each without compression and in both ways. */
function runOf(): Run {
  const cells = SHAPES.flatMap(payload => KINDS.map(compression => ({ payload, compression })));
  const scenario = madeScenario(
    'compression',
    5,
    cells.map(({ payload, compression }) => `${payload}, ${compression ?? 'as it is'}`),
  );
  const points = scenario.points.map((point, index) => {
    const { payload = 'tick', compression } = cells[index] ?? {};
    const { connection: _, ...load } = point.load;
    return { ...point, load: { ...load, payload, ...(compression && { connection: { compression } }) } };
  });
  const trials = points.flatMap(({ id, load }) => {
    const kind = load.connection?.compression;
    const factor = kind === 'shared-context' ? 3 : 2;
    return pointTrials(
      'compression',
      id,
      5,
      kind
        ? { ...USUAL, sse: compressed(USUAL.sse, factor), websocket: compressed(USUAL.websocket, factor) }
        : USUAL,
    );
  });
  return madeRun([{ ...scenario, points }], trials);
}

const viewsOf = (run: Run) =>
  run.scenarios.flatMap(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));

describe('points that differ by compression', () => {
  const run = runOf();
  const views = viewsOf(run);

  test('are said in one sentence: bytes and CPU of the streams, against none', () => {
    expect(compressionInWords(views)).toMatch(
      /^Compared with none, for SSE and WebSocket over all payloads: compressed per message, bytes ×0\.50* and server CPU ×2(\.0+)?; compressed with shared context, bytes ×0\.50* and server CPU ×3(\.0+)?\.$/,
    );
    expect(scenarioAnswer(views, run).sentences[0]).toBe(compressionInWords(views));
  });

  test('are one group a payload, each with a picture of its own where there are too many for one', () => {
    expect(byConnection(views)?.map(({ others }) => others.length)).toEqual([2, 2, 2]);
    const { pictures, more } = scenarioAnswer(views, run);
    expect(pictures).toHaveLength(1);
    expect(more.pictures).toHaveLength(SHAPES.length - 1);
    expect(scenarioAnswer(views.slice(0, 6), run).pictures).toHaveLength(1);
  });

  test('are no groups where one has no point without compression', () => {
    expect(byConnection(views.slice(1))).toBeNull();
    expect(compressionInWords(views.slice(1))).toBeNull();
    expect(compressionInWords(views.filter(({ point }) => !point.load.connection))).toBeNull();
  });
});
