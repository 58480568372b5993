import { inflateSync } from 'node:zlib';
import hdr from 'hdr-histogram-js';
import { expect, test } from 'vitest';
import { histogramLog } from '../../../report/exports/histogram-log.ts';
import { trialsCsv } from '../../../report/exports/trials-csv.ts';
import { inflated } from '../../../report/page/inflate.ts';
import { html } from '../../../report/text/html.ts';
import { packed } from '../../../report/text/packed.ts';
import { madePathFigures } from '../../made/path.ts';
import { failedTrial, madeRun, madeScenario, pointTrials } from '../../made/run.ts';

const place = { scenario: 'ticker', point: 'p0', transport: 'sse', block: 1 } as const;

function madeUp() {
  const trials = pointTrials('ticker', 'p0', 2);
  return madeRun(
    [madeScenario('ticker', 2)],
    [...trials, failedTrial(place, ['=HYPERLINK("x")', 'a "quoted", word\nand a line'])],
  );
}

test('CSV: a line a trial, a column a figure with its unit', () => {
  const run = madeUp();
  const csv = trialsCsv(run);
  const [head = '', first = ''] = csv.split('\r\n');
  const columns = head.split(',');
  expect(columns).toEqual(
    expect.arrayContaining([
      'scenario',
      'server.cpuMicrosPerDelivery',
      'latencyMs.fromSchedule.p99',
      'reasons',
    ]),
  );
  expect(new Set(columns).size).toBe(columns.length);
  expect(head).not.toMatch(/hdr|series/);
  const cells = first.split(',');
  const [trial] = run.trials;
  expect(cells[columns.indexOf('transport')]).toBe(trial?.transport);
  expect(Number(cells[columns.indexOf('server.cpuMicrosPerDelivery')])).toBe(
    trial?.status === 'valid' ? trial.server.cpuMicrosPerDelivery : null,
  );
});

test('CSV: a trial over a path has what the path did', () => {
  const run = madeUp();
  const [first] = run.trials;
  if (first?.status !== 'valid') throw new Error('a made-up trial is valid');
  first.path = madePathFigures({ down: { lostPackets: 7, queuedMaxBytes: 9000 }, relayCpuPercent: 12 });
  const [head = '', over = '', without = ''] = trialsCsv(run).split('\r\n');
  const columns = head.split(',');
  const cell = (line: string, name: string) => line.split(',')[columns.indexOf(name)];
  for (const way of ['down', 'up']) {
    expect(columns).toEqual(
      expect.arrayContaining([
        `path.${way}.packets`,
        `path.${way}.overflowedPackets`,
        `path.${way}.cutPackets`,
      ]),
    );
  }
  expect(cell(over, 'path.down.lostPackets')).toBe('7');
  expect(cell(over, 'path.down.queuedMaxBytes')).toBe('9000');
  expect(cell(over, 'path.relayCpuPercent')).toBe('12');
  expect(cell(over, 'path.relayLateP99Ms')).toBe('0.2');
  expect(cell(without, 'path.relayCpuPercent')).toBe('');
});

test('CSV: trials of tools follow those of the lab', () => {
  const run = madeUp();
  const other = { ...failedTrial(place, ['k6 is not installed']), tool: 'k6' as const };
  const lines = trialsCsv({ ...run, toolTrials: [other] })
    .trimEnd()
    .split('\r\n');
  expect(lines[0]?.split(',')).toContain('tool');
  expect(lines).toHaveLength(1 + run.trials.length + 1);
  expect(lines.at(-1)).toContain('k6 is not installed');
});

test('CSV: quotes what RFC 4180 wants quoted, and keeps formulas texts', () => {
  expect(trialsCsv(madeUp())).toContain('"\'=HYPERLINK(""x""); a ""quoted"", word\nand a line"');
});

test('the histogram log holds what the tools of HdrHistogram read', () => {
  const run = madeUp();
  const lines = histogramLog(run).trimEnd().split('\n');
  expect(lines.filter(line => line.startsWith('#'))).toHaveLength(4);
  expect(lines[4]).toBe('"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"');
  const measured = lines.slice(5);
  expect(measured).toHaveLength(10);
  const [tag, start, length, , histogram = ''] = measured[0]?.split(',') ?? [];
  expect(tag).toMatch(/^Tag=ticker\.p0\.[a-z-]+\.block-1\.attempt-1\.valid$/);
  expect([Number(start), Number(length)]).toEqual([1, expect.any(Number)]);
  const trial = run.trials[0];
  expect(hdr.decodeFromCompressedBase64(histogram).totalCount).toBe(
    trial?.status === 'valid' ? trial.latencyMs?.fromSchedule.count : 0,
  );
});

/** The fields of a compressed V2 histogram, as other implementations read them. */
function fieldsOf(base64: string) {
  const bytes = Buffer.from(base64, 'base64');
  const inner = inflateSync(bytes.subarray(8));
  return {
    compressedCookie: bytes.readInt32BE(0),
    streamBytes: bytes.readInt32BE(4) - (bytes.length - 8),
    cookie: inner.readInt32BE(0),
    countBytes: inner.readInt32BE(4) - (inner.length - 40),
    normalizingIndexOffset: inner.readInt32BE(8),
    significantDigits: inner.readInt32BE(12),
    lowest: inner.readBigInt64BE(16),
    conversionRatio: inner.readDoubleBE(32),
    counts: inner.subarray(40),
  };
}

test('histograms of the log have the header that readers in other languages expect', () => {
  const run = madeUp();
  const exported = histogramLog(run)
    .trimEnd()
    .split('\n')
    .slice(5)
    .map(line => line.split(',').at(-1) ?? '');
  const measured = run.trials.flatMap(trial =>
    trial.status !== 'error' && trial.latencyMs ? [trial.latencyMs.fromSchedule.hdr] : [],
  );
  expect(exported).toHaveLength(measured.length);
  for (const [index, histogram] of exported.entries()) {
    const { counts, ...header } = fieldsOf(histogram);
    expect(header).toEqual({
      compressedCookie: 0x1c849314,
      streamBytes: 0,
      cookie: 0x1c849313,
      countBytes: 0,
      normalizingIndexOffset: 0,
      significantDigits: 3,
      lowest: 1n,
      conversionRatio: 1,
    });
    expect(counts).toEqual(fieldsOf(measured[index] ?? '').counts);
  }
});

test('what is packed is unpacked to the letter', () => {
  const body = html`<p>${'</script><!-- ü \u2028 '.repeat(500)}</p>`;
  const { text } = packed(body, 'measured');
  const data = /<script type="text\/plain">([A-Za-z0-9+/=]+)<\/script>/.exec(text)?.[1] ?? '';
  expect(data.length).toBeLessThan(body.text.length / 10);
  expect(inflated(data)).toBe(body.text);
});
