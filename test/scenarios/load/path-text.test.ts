import fc from 'fast-check';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import {
  CONGESTION_CONTROLS,
  KBIT_PER_SECOND,
  LEAST_JITTER_MS,
  MOST_BURST_PACKETS,
  MOST_LOSS_PERCENT,
  MOST_RTT_MS,
  Path,
  pathFaults,
} from '../../../scenarios/load/path.ts';
import { PATH_PRESETS } from '../../../scenarios/load/path-presets.ts';
import { type FindName, pathFromText, pathText } from '../../../scenarios/load/path-text.ts';

/** Finds a name only as it is written. */
const find: FindName = (what, typed, known) => {
  const found = known.find(name => name === typed);
  if (found === undefined) throw new Error(`unknown ${what} ${typed}`);
  return found;
};
const read = (text: string) => pathFromText(text, find);

describe('a path from its text', () => {
  test.each<[string, Path]>([
    ['rtt=80ms', { rttMs: 80 }],
    ['rtt=0.3s', { rttMs: 300 }],
    ['rtt=1.005s', { rttMs: 1005 }],
    [
      'rtt=80ms,jitter=10ms,loss=0.5%,burst=5,down=10mbit,up=2mbit,congestion=bbr',
      {
        rttMs: 80,
        jitterMs: 10,
        lossPercent: 0.5,
        lossBurstPackets: 5,
        downKbitPerSecond: 10_000,
        upKbitPerSecond: 2000,
        congestionControl: 'bbr',
      },
    ],
    [' up=1.6mbit , down=1gbit, rtt = 1 s ', { rttMs: 1000, upKbitPerSecond: 1600, downKbitPerSecond: 1e6 }],
    ['down=256kbit', { rttMs: 0, downKbitPerSecond: 256 }],
    ['rtt=20MS,down=2Mbit', { rttMs: 20, downKbitPerSecond: 2000 }],
    ['rtt=80ms,jitter=40ms', { rttMs: 80, jitterMs: 40 }],
    ['rtt=80ms,jitter=0ms,loss=0%', { rttMs: 80 }],
    ['rtt=.5ms', { rttMs: 0.5 }],
    ['rtt=80ms,jitter=.1ms,loss=.5%', { rttMs: 80, jitterMs: 0.1, lossPercent: 0.5 }],
    ['congestion=reno', { rttMs: 0, congestionControl: 'reno' }],
    ['loss=1%,burst=1', { rttMs: 0, lossPercent: 1 }],
  ])('%s', (text, path) => {
    expect(read(text)).toEqual(path);
    expect(Value.Check(Path, read(text))).toBe(true);
  });

  test('of a preset is its name', () => {
    for (const [name, { path }] of Object.entries(PATH_PRESETS)) expect(read(` ${name} `)).toEqual(path);
  });

  test('and back, for every path that may be', () => {
    const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    const rate = fc.oneof(
      number(KBIT_PER_SECOND.minimum, KBIT_PER_SECOND.maximum),
      fc.integer({ min: KBIT_PER_SECOND.minimum, max: KBIT_PER_SECOND.maximum }),
    );
    const parts = {
      rttMs: fc.oneof(fc.constant(0), number(1e-6, MOST_RTT_MS)),
      jitterMs: number(LEAST_JITTER_MS, MOST_RTT_MS / 2),
      lossPercent: number(1e-6, MOST_LOSS_PERCENT),
      lossBurstPackets: number(1.000001, MOST_BURST_PACKETS),
      downKbitPerSecond: rate,
      upKbitPerSecond: rate,
      congestionControl: fc.constantFrom(...CONGESTION_CONTROLS),
    };
    const paths = fc.record(parts, { requiredKeys: ['rttMs'] }).map(path => ({ ...path }) as Path);
    fc.assert(
      fc.property(
        paths.filter(path => pathFaults(path).length === 0),
        path => {
          expect(read(pathText(path))).toEqual(path);
        },
      ),
    );
  });
});

const NAMES = 'lan, wifi, broadband, 4g, 3g, satellite, lossy';
const RIGHT = `it must be a name (${NAMES}) or numbers, as in rtt=80ms,loss=1%,down=10mbit`;

describe('a text that is no path is refused with what would be right', () => {
  test.each([
    ['rtt=-5ms', 'rtt is "-5ms"; it must be a time in ms or s, from 0 to 2000 ms, as in rtt=80ms'],
    ['rtt=80', 'rtt is "80"; it must be a time in ms or s, from 0 to 2000 ms, as in rtt=80ms'],
    ['rtt=2.1s', 'rtt is "2.1s"; it must be a time in ms or s, from 0 to 2000 ms, as in rtt=80ms'],
    ['rtt=1e3ms', 'rtt is "1e3ms"; it must be a time in ms or s, from 0 to 2000 ms, as in rtt=80ms'],
    ['rtt=Infinityms', /^rtt is "Infinityms"; it must be a time/],
    ['rtt=80constructor', /^rtt is "80constructor"; it must be a time/],
    [
      'jitter=5',
      'jitter is "5"; it must be a time in ms or s, from 0.1 ms to half of rtt, as in jitter=10ms',
    ],
    ['rtt=80ms,jitter=0.00001ms', /^jitter is "0.00001ms"; it must be a time in ms or s, from 0.1 ms/],
    ['rtt=.ms', /^rtt is ".ms"; it must be a time/],
    ['rtt=5.ms', /^rtt is "5.ms"; it must be a time/],
    ['loss=0%', 'it does nothing; give a delay, a loss or a bandwidth, as in rtt=80ms'],
    ['rtt=0ms', 'it does nothing; give a delay, a loss or a bandwidth, as in rtt=80ms'],
    ['lan,loss=1%', 'lan is a preset, which cannot be combined; in numbers it is rtt=1ms'],
    [
      'jitter=1ms, WIFI',
      'wifi is a preset, which cannot be combined; in numbers it is rtt=2ms,jitter=1ms,down=30mbit,up=15mbit',
    ],
    ['rtt=80ms,moon', '"moon" is not a part of a path, as in rtt=80ms,loss=1%'],
    [',rtt=80ms', 'a part is missing before the comma, as in rtt=80ms,loss=1%'],
    ['rtt=80ms,,loss=1%', 'a part is missing after the comma, as in rtt=80ms,loss=1%'],
    [
      'rtt=80ms,jitter=41ms',
      'jitter of 41 ms is more than the 40 ms of one direction; it needs rtt=82ms or more',
    ],
    ['jitter=1ms', 'jitter of 1 ms is more than the 0 ms of one direction; it needs rtt=2ms or more'],
    ['loss=100%', 'loss is "100%"; it must be a percentage from 0% to 50%, as in loss=0.5%'],
    ['loss=-1%', /^loss is "-1%"; it must be/],
    ['loss=0.01', /^loss is "0.01"; it must be a percentage/],
    ['burst=5', 'bursts of loss need a loss, as in loss=1%'],
    ['loss=1%,burst=5%', 'burst is "5%"; it must be a number of packets from 1 to 100, as in burst=5'],
    ['loss=1%,burst=0', /^burst is "0"; it must be/],
    ['down=10', 'down is "10"; it must be a rate a second from 8kbit to 1gbit, as in down=10mbit'],
    ['up=1kbit', 'up is "1kbit"; it must be a rate a second from 8kbit to 1gbit, as in up=2mbit'],
    ['down=10mb', /^down is "10mb"; it must be a rate/],
    ['rtt=80ms,rtt=90ms', 'it names rtt twice; once is enough'],
    ['speed=1', 'unknown part of a path speed'],
    ['congestion=vegas', 'unknown congestion control vegas'],
    ['moon', 'unknown path moon'],
    ['', `"" is not a path; ${RIGHT}`],
    ['80ms', `"80ms" is not a path; ${RIGHT}`],
    ['-80ms', `"-80ms" is not a path; ${RIGHT}`],
    ['5g', `"5g" is not a path; ${RIGHT}`],
    ['lan,wifi', 'lan is a preset, which cannot be combined; in numbers it is rtt=1ms'],
    [
      '4g,loss=1%',
      '4g is a preset, which cannot be combined; in numbers it is rtt=170ms,down=9mbit,up=9mbit',
    ],
    ['rtt', 'rtt has no value; it must be a time in ms or s, from 0 to 2000 ms, as in rtt=80ms'],
    ['rtt=', 'rtt has no value; it must be a time in ms or s, from 0 to 2000 ms, as in rtt=80ms'],
    ['rtt=80ms,congestion=', 'congestion has no value; it must be cubic, bbr, reno'],
    ['=80ms', `"=80ms" is not a path; ${RIGHT}`],
    ['rtt=80ms,', 'a part is missing after the comma, as in rtt=80ms,loss=1%'],
    ['rtt=80ms=2', `"rtt=80ms=2" is not a path; ${RIGHT}`],
    ['rtt=1\n\u001b[2J', /^rtt is "1\\u000a\\u001b\[2J"; it must be/],
    ['m\non', 'unknown path m\\u000aon'],
    [`rtt=${'9'.repeat(1000)}`, /^rtt is "9{60}…"; it must be/],
  ])('%j', (text, message) => {
    const wanted = typeof message === 'string' ? new Error(message) : message;
    expect(() => read(text)).toThrow(wanted);
  });
});
