import { describe, expect, test } from 'vitest';
import { labelLines, NARROW, WIDE } from '../../../report/drawing/label-lines.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { scenarioAnswer } from '../../../report/point/scenario-answer.ts';
import { compressionMemoryInWords } from '../../../report/words/compression-memory.ts';
import { layersInWords } from '../../../report/words/layers.ts';
import type { Run } from '../../../results/format/run.ts';
import type { MeasuredTrial } from '../../../results/format/trial.ts';
import { connectionAdds } from '../../../scenarios/load/connection-words.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { at, everyone, type Part, runOf } from '../../made/claims.ts';

withoutKnownSpreads();

const viewsOf = (run: Run) =>
  run.scenarios.flatMap(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));

/** A stream whose delivery has so many bytes on the wire, and so much CPU. */
const stream = (
  kind: string,
  wire: number,
  cpuMicrosPerDelivery: number,
  alter?: (trial: MeasuredTrial) => void,
): Part => {
  const own = {
    payloadBytes: 200,
    overheadDown: wire - 332,
    wire,
    cpuMicrosPerDelivery,
    ...(alter && { alter }),
  };
  return at(
    'layers',
    `stream${kind}`,
    everyone(transport =>
      transport === 'sse' ? { ...own, wire: wire + 10, overheadDown: wire - 322 } : own,
    ),
  );
};

const ALL = [
  stream('', 500, 10),
  stream('-tls', 522, 12),
  stream('-compressed', 400, 30),
  stream('-tls-compressed', 422, 33),
];

describe('points over TLS and compressed', () => {
  const run = runOf(...ALL);
  const views = viewsOf(run);

  test('are said for push and for polls: bytes more, CPU, and how far the layers explain the wire', () => {
    const changes =
      'over TLS +22.0 B and server CPU ×1.20; compressed with shared context -100 B and server CPU ×3.00';
    expect(layersInWords(views)?.join(' ').replaceAll('\u00a0', ' ')).toBe(
      `Compared with none of TLS, HTTP/2 and compression. A delivery by push: ${changes}. ` +
        `A delivery by polls: ${changes}. Headers, and what was sent again, explain the wire bytes to within 0%.`,
    );
    // Push answers at once, and the rest on demand.
    const [first, ...others] = layersInWords(views) ?? [];
    const { sentences, more } = scenarioAnswer(views, run);
    expect(sentences).toEqual([first]);
    expect(more.sentences.slice(0, others.length)).toEqual(others);
  });

  test('are one picture of bytes by layer, with a bar for each transport and each connection', () => {
    const [picture, ...others] = scenarioAnswer(views, run).pictures;
    expect(others).toEqual([]);
    expect(picture?.title).toMatch(/^Wire bytes of one delivery, by layer: 300 subscribers/);
    if (picture?.spec.kind !== 'stack') throw new Error('bytes are stacked');
    expect(picture.spec.rows.map(({ label }) => label).slice(0, 4)).toEqual([
      'Short polling',
      'Short polling, over TLS',
      'Short polling, compressed with shared context',
      'Short polling, over TLS, compressed with shared context',
    ]);
    expect(picture.spec.rows).toHaveLength(16);
    for (const { values, label } of picture.spec.rows) {
      const sum = (values ?? []).reduce((total, value) => total + value, 0);
      const expected = (label?.includes('TLS') ? 22 : 0) + (label?.includes('compressed') ? 400 : 500);
      expect(sum).toBeCloseTo(expected + (label?.startsWith('SSE') ? 10 : 0), 6);
    }
    expect(picture.table.rows[1]?.[0]).toBe('Short polling, over TLS');
  });

  test('name each bar in the picture by what it adds, so briefly that two lines hold it', () => {
    const [picture] = scenarioAnswer(views, run).pictures;
    if (picture?.spec.kind !== 'stack') throw new Error('bytes are stacked');
    const briefs = picture.spec.rows.map(({ brief }) => brief ?? '');
    expect(briefs.slice(0, 5)).toEqual([
      'Short polling',
      '+ TLS',
      '+ compression',
      '+ TLS, compression',
      'Long polling',
    ]);
    const all = [...briefs, connectionAdds({ tls: 'full', http: 2, compression: 'shared-context' }, [])];
    for (const brief of all) {
      expect(labelLines(brief, WIDE)).toEqual([brief]);
      expect(labelLines(brief, NARROW).length).toBeLessThanOrEqual(2);
    }
  });

  test('say how they are compressed where that differs', () => {
    const shared = { compression: 'shared-context' } as const;
    const alone = { tls: 'full', compression: 'per-message' } as const;
    expect(connectionAdds(alone, [shared, alone])).toBe('+ TLS, compression per message');
    expect(connectionAdds(shared, [shared, alone])).toBe('+ compression with shared context');
  });

  test('say nothing without TLS, or without the same load as it is', () => {
    expect(layersInWords(viewsOf(runOf(...ALL.filter((_, index) => index % 2 === 0))))).toBeNull();
    expect(layersInWords(viewsOf(runOf(...ALL.slice(1))))).toBeNull();
  });
});

describe('points over HTTP/2, as it is and compressed', () => {
  const http2 = ({ bandwidth, deliveries: { arrived } }: MeasuredTrial) => {
    bandwidth.http2 = { downBytes: 9 * arrived, upBytes: 2 * arrived };
  };
  const views = viewsOf(
    runOf(...ALL, stream('-http2', 480, 15, http2), stream('-http2-compressed', 380, 36, http2)),
  );

  test('are said beside the others', () => {
    expect(layersInWords(views)?.join(' ').replaceAll('\u00a0', ' ')).toContain(
      '; over HTTP/2 and TLS -20.0 B and server CPU ×1.50. A delivery by polls',
    );
  });

  test('are bars of their own, with a part for HTTP/2 that the others have empty', () => {
    const [picture] = scenarioAnswer(views, runOf(...ALL)).pictures;
    if (picture?.spec.kind !== 'stack') throw new Error('bytes are stacked');
    const { parts, rows } = picture.spec;
    expect(parts.at(-1)).toBe('HTTP/2, both ways');
    expect(rows).toHaveLength(24);
    for (const { values, label } of rows) {
      expect(values).toHaveLength(parts.length);
      expect(values?.at(-1)).toBe(label?.includes('HTTP/2') ? 11 : 0);
    }
    const column = picture.table.columns.indexOf('HTTP/2, both ways (B)');
    const row = picture.table.rows.find(([label]) => label === 'SSE, over HTTP/2 and TLS');
    expect(row?.[column]).toBe('11.0');
  });
});

test('points that wait say what memory compression takes', () => {
  const waiting = (point: string, kib: number) =>
    at(
      'compression-memory',
      point,
      Object.fromEntries(
        (['sse', 'websocket'] as const).map((transport, index) => [
          transport,
          // A made-up trial has ten subscribers, its load a thousand.
          { received: 0, latenciesMs: null, memoryBytes: (kib + index) * 1024 * 100 },
        ]),
      ),
    );
  const views = viewsOf(runOf(waiting('plain', 30), waiting('shared', 250)));
  expect(compressionMemoryInWords(views)?.replaceAll('\u00a0', ' ')).toBe(
    'Server memory per subscriber: 30.0 to 31.0 KiB not compressed and 250 to 251 KiB shared context.',
  );
  expect(compressionMemoryInWords(views.slice(0, 1))).toBeNull();
});
