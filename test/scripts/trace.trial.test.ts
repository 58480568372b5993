import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { test as base, describe, expect } from 'vitest';
import type { Run } from '../../results/format/run.ts';
import { onlyRun, startBench } from '../harness/bench-command.ts';
import { evenly, madeEvents, manyTopics, traceLines } from '../made/trace.ts';

/** Each test has a folder of its own for its trace and its results: they run at the same time. */
const test = base.extend('folder', ({ onTestFinished }) => {
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-traces-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
});

async function bench(folder: string, file: string, content: string | Buffer, ...args: string[]) {
  const path = join(folder, file);
  writeFileSync(path, content);
  const results = join(folder, 'results');
  const options = ['--preset', 'smoke', '--seed', '1', '--results', results];
  return { results, ...(await startBench(['--trace', path, ...options, ...args]).ended) };
}

const delivered = ({ trials }: Run) =>
  trials.map(trial => ({
    transport: trial.transport,
    ...('deliveries' in trial
      ? { expected: trial.deliveries.expected, missing: trial.deliveries.missing }
      : { reasons: trial.reasons }),
  }));

describe.concurrent('a trace of one’s own', () => {
  test('runs at the proposed speed; results name it without its folder', async ({ folder }) => {
    // Three topics and two subscribers: nobody follows the third.
    const events = madeEvents(evenly(90, 600_000), ['a', 'b', 'c']).map(({ time, topic, payloadText }) => ({
      at: new Date(time).toISOString(),
      who: { room: topic },
      text: `event ${payloadText}`,
    }));
    const content = gzipSync(`\ufeff${JSON.stringify(events.toReversed(), null, 1)}`);
    const map = 'time=at,topic=who.room,payload=text';
    const options = ['--map', map, '--subscribers', '2', '--transports', 'short-polling,sse'];
    const { code, output, results } = await bench(folder, 'mine', content, ...options);
    expect(code).toBe(0);
    expect(output).toMatch(/^trace mine: 90 events of 3 topics in 14\.8 h from 2026-03-01 12:00:00 UTC, /m);
    expect(output).toMatch(/^ {2}its times are in ISO 8601; unpacked by gzip; 89 events were out of order/m);
    expect(output).toMatch(/^ {2}proposed speed 45,000 fits the whole trace into 1\.2 s/m);
    expect(output).toMatch(
      /to 2 subscribers of 2 topics: 50\.0 deliveries a second; 1 topic has no subscriber$/m,
    );
    expect(output).toMatch(
      /^ {2}short polling: a poll every 1 s, which is 12\.5 h of the trace, brings 25\.0 /m,
    );

    const { run, files } = onlyRun(results);
    expect(run.scenarios[0]).toMatchObject({
      title: 'Trace mine',
      points: [
        {
          label: 'all 90 events of mine, 45,000 times as fast; 2 subscribers of 3 topics',
          load: {
            arrivals: { file: 'mine', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
            subscribers: 2,
          },
        },
      ],
    });
    expect(
      delivered(run)
        .map(({ transport }) => transport)
        .sort(),
    ).toEqual(['short-polling', 'sse', 'tcp-floor']);
    for (const { transport, ...figures } of delivered(run)) {
      // Of 60 followed events, those after 0.2 of 1.2 s: from the 16th of all on.
      expect(figures, transport).toEqual({ expected: 50, missing: 0 });
    }
    expect(run.run.command).toContain(`--trace mine --preset smoke`);
    expect(files).toEqual(['report.html', 'run.json', 'trace-location.txt']);
    const { id } = run.run;
    expect(JSON.stringify(run)).not.toContain(join(folder, 'mine'));
    expect(readFileSync(join(results, id, 'report.html'), 'utf8')).not.toContain(join(folder, 'mine'));
    expect(readFileSync(join(results, id, 'trace-location.txt'), 'utf8')).toBe(`${join(folder, 'mine')}\n`);
    expect(output.replaceAll(results, '')).not.toContain(folder);
  });

  test('with thousands of events of one topic between two polls loses none', async ({ folder }) => {
    const content = traceLines(madeEvents(evenly(6000, 1 / 3)));
    const options = ['--speed', '1', '--subscribers', '2', '--transports', 'short-polling'];
    const { output, results } = await bench(folder, 'burst.ndjson', content, ...options);
    expect(output).toMatch(/^ {2}the server holds 3,601 notifications of each topic, as this load needs$/m);
    const { run } = onlyRun(results);
    const polled = delivered(run).find(({ transport }) => transport === 'short-polling');
    expect(polled).toMatchObject({ expected: 6000, missing: 0 });
  });
});

describe.concurrent('a trace that cannot be replayed is refused in one line, and leaves nothing behind', () => {
  test('more topics than connections are possible', async ({ folder }) => {
    const content = traceLines(madeEvents(evenly(120_000, 0.01), manyTopics(120_000)));
    const { code, output, results } = await bench(folder, 'large.ndjson', content, '--speed', '1');
    expect(output).toMatch(
      /^trace large\.ndjson: 120,000 topics are too many, 100,000 are possible: .*; --events \d+ replays the part that fits\n$/,
    );
    expect(code).toBe(2);
    expect(readdirSync(folder)).toEqual(['large.ndjson']);
    expect(results).toContain(folder);
  });

  test('times of two units', async ({ folder }) => {
    const content = traceLines(
      madeEvents([0, 1000]).map((event, index) => ({ ...event, time: event.time * 1000 ** index })),
    );
    const { code, output } = await bench(folder, 'mixed.ndjson', content);
    expect(output).toMatch(
      /^trace mixed\.ndjson, line 2: time \d{16} is in microseconds, that of line 1 in milliseconds; say which with --time-unit s\|ms\|us\|iso\n$/,
    );
    expect(code).toBe(2);
    expect(readdirSync(folder)).toEqual(['mixed.ndjson']);
  });
});
