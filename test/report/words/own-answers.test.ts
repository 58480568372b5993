import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { axisOf } from '../../../report/model/axis.ts';
import { pointRows } from '../../../report/model/matrix.ts';
import { metricsOf } from '../../../report/model/metric.ts';
import { viewPoint } from '../../../report/model/point.ts';
import { times } from '../../../report/text/format.ts';
import {
  connectionsInWords,
  largestPartInWords,
  largestPartsInWords,
  messagesInWords,
  overheadInWords,
} from '../../../report/words/own-answers.ts';
import { upstreamInWords } from '../../../report/words/upstream.ts';
import type { Run } from '../../../results/format/run.ts';
import { readRun } from '../../../results/format/run-file.ts';
import { ROOT } from '../../../root.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { at, everyone, phases, runOf } from '../../made/claims.ts';

withoutKnownSpreads();

const viewsOf = (run: Run) =>
  run.scenarios.flatMap(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));

const opening = (requests: number, opened: number) =>
  everyone(() => ({
    alter({ server }) {
      server.requests = requests;
      server.connections.opened = opened;
    },
  }));

test('whether each poll opens a connection, where some points keep them and others do not', () => {
  const both = runOf(at('keep-alive', 'on', opening(1000, 0)), at('keep-alive', 'off', opening(1000, 1000)));
  expect(connectionsInWords(viewsOf(both))).toBe(
    'No, if polls keep their connection. Connections opened per request: 0 at “connections are kept, the default” and 1 at “a new connection for each poll”.',
  );
  const saidOf = (opened: number) =>
    connectionsInWords(
      viewsOf(
        runOf(at('keep-alive', 'on', opening(1000, opened)), at('keep-alive', 'off', opening(1000, 1000))),
      ),
    );
  expect(saidOf(500)).toMatch(/^In part\. Connections opened per request: 0\.5 at/);
  expect(saidOf(1000)).toMatch(
    /^Yes, even if polls may keep their connection\. .* 1 at “connections are kept/,
  );
  expect(connectionsInWords(viewsOf(runOf(at('keep-alive', 'on', opening(1000, 0)))))).toBeNull();
  const other = at('keep-alive', 'off', opening(1000, 1000), { load: { payloadBytes: 999 } });
  expect(connectionsInWords(viewsOf(runOf(at('keep-alive', 'on', opening(1000, 0)), other)))).toBeNull();
});

describe('what sending on the own connection saves', () => {
  const chat = (point: string, micros: number) =>
    at(
      'chat',
      point,
      everyone(() => ({ cpuMicrosPerDelivery: micros })),
    );
  const saidOf = (...points: Parameters<typeof runOf>) => {
    const views = viewsOf(runOf(...points));
    const cpu = metricsOf(views).find(({ id }) => id === 'cpu');
    if (!cpu) throw new Error('a chat has a cost');
    return upstreamInWords(views, cpu);
  };

  test('is said of the transport that can, at points that differ by it alone', () => {
    expect(saidOf(chat('own-upstream', 10), chat('post-upstream', 20))).toMatch(
      /^Server CPU per delivery: WebSocket 10\.\d\sµs if it sends frames, 20\.\d\sµs if it sends by POST \(×2\.00, without an interval\)\.$/,
    );
  });

  test('is not said of other points', () => {
    expect(saidOf(chat('own-upstream', 10))).toBeNull();
    expect(
      saidOf(
        chat('own-upstream', 10),
        at(
          'ticker',
          'default',
          everyone(() => ({})),
        ),
      ),
    ).toBeNull();
  });
});

describe('which part takes the time', () => {
  const echo = (scenario: string) =>
    runOf(
      at(
        scenario,
        'default',
        everyone(transport => ({
          alter(trial) {
            const back = transport === 'short-polling' ? 99 : 0.2;
            trial.phases = phases({ forward: 0.5, processing: 0.1, back, handling: 0.1 });
          },
        })),
      ),
    );

  test('of a message there and back, with its share', () => {
    expect(largestPartInWords(viewsOf(echo('echo')))).toMatch(
      /^Largest part of the time: back with short polling \(99\.3% of 99\.7\sms\); forward with long polling \(55\.6% of 0\.900\sms\), SSE \(55\.6% of 0\.900\sms\) and WebSocket \(55\.6% of 0\.900\sms\)\.$/,
    );
  });

  test('of several points, at the first and the last of them', () => {
    const talk = (scenario: string, point: string, back: number) =>
      at(
        scenario,
        point,
        everyone(() => ({
          alter(trial) {
            trial.phases = phases({ forward: 10, processing: 1, back, handling: 1 });
          },
        })),
      );
    const far = (point: string, back: number) => talk('echo-distance', point, back);
    const views = viewsOf(runOf(far('20ms', 8), far('80ms', 40), far('300ms', 150)));
    expect(largestPartsInWords(views)).toEqual([
      'Largest part of the time at “20 ms round trip”: forward with short polling (50.0%), long polling (50.0%), SSE (50.0%) and WebSocket (50.0%).',
      'At “300 ms round trip”: back with short polling (92.6%), long polling (92.6%), SSE (92.6%) and WebSocket (92.6%).',
    ]);
    expect(largestPartsInWords(views.slice(0, 1))).toEqual([]);
    // Without a path another question is asked.
    const rooms = runOf(talk('chat', 'own-upstream', 8), talk('chat', 'post-upstream', 8));
    expect(largestPartsInWords(viewsOf(rooms))).toEqual([]);
    expect(largestPartsInWords(viewsOf(echo('ticker')))).toEqual([]);
  });

  test('is not said of loads in which nobody sends', () => {
    expect(largestPartInWords(viewsOf(echo('ticker')))).toBeNull();
  });
});

test('how many messages carry a hundred notifications that come at once', () => {
  const answered = everyone(transport => ({
    alter({ deliveries }) {
      deliveries.batchMean = transport === 'short-polling' ? 100 : transport === 'long-polling' ? 50 : 1;
    },
  }));
  expect(messagesInWords(viewsOf(runOf(at('burst', 'default', answered))))).toBe(
    'Messages for 100 notifications: short polling 1.00, long polling 2.00, SSE 100 and WebSocket 100.',
  );
  expect(messagesInWords(viewsOf(runOf(at('ticker', 'default', answered))))).toBeNull();
});

describe('from which payload on overhead does not matter', () => {
  const said = (overhead: number) => {
    const run = runOf(
      ...[100, 1000, 10_000].map(payloadBytes =>
        at(
          'payload-sweep',
          `${payloadBytes}`,
          everyone(transport => ({ payloadBytes, overheadDown: transport === 'sse' ? overhead : 0 })),
          { load: { payloadBytes } },
        ),
      ),
    );
    const axis = axisOf(viewsOf(run));
    const bytes = metricsOf(viewsOf(run)).find(({ id }) => id === 'bytes');
    if (!axis || !bytes) throw new Error('payloads are an axis');
    return overheadInWords(axis, bytes, 'standard');
  };

  test('is the first from which all are near each other', () => {
    expect(said(200)).toMatch(
      /^The highest is within 10% of the lowest from 10,000 B on \(×1\.02\); at 100 B it is ×[\d.]+\.$/,
    );
  });

  test('is by the ratios of the matrix', () => {
    const run = readRun(join(ROOT, 'results/sample/review'));
    const scenario = run.scenarios.find(({ id }) => id === 'payload-sweep');
    if (!scenario) throw new Error('the sample has payloads');
    const views = scenario.points.map(point => viewPoint(run, scenario, point));
    const axis = axisOf(views);
    const wire = metricsOf(views).find(({ id }) => id === 'wire');
    const [first] = views;
    if (!axis || !wire || !first) throw new Error('payloads are an axis');
    const row = pointRows(first, 'quick').find(({ measure }) => measure.id === 'wire');
    const most = Math.max(...(row?.cells ?? []).map(({ timesBest }) => timesBest ?? 0));
    expect(most).toBeGreaterThan(1.1);
    expect(overheadInWords(axis, wire, 'quick')).toContain(`it is ${times(most)}.`);
  });

  test('may be everywhere, or nowhere', () => {
    expect(said(0)).toBe('The highest is within 10% of the lowest everywhere.');
    expect(said(20_000)).toMatch(/^The highest is nowhere within 10% of the lowest: at 100 B it is ×/);
  });
});
