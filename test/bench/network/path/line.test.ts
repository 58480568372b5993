import { expect, test } from 'vitest';
import { direction } from '../../../../bench/network/path/direction.ts';
import { line } from '../../../../bench/network/path/line.ts';
import type { Tap } from '../../../../bench/network/path/taps.ts';
import { nowMicros } from '../../../../scenarios/load/notification.ts';

/** A tap from which these frames are read; each read takes `readMicros`. */
function tapOf(frames: Buffer[], readMicros = 0): Tap & { written: Buffer[] } {
  const written: Buffer[] = [];
  return {
    fd: -1,
    written,
    read() {
      const until = nowMicros() + readMicros;
      while (nowMicros() < until);
      return frames.shift() ?? null;
    },
    write: frame => written.push(frame) > 0,
  };
}

const frames = (count: number) => Array.from({ length: count }, () => Buffer.alloc(100));

test('a frame that waits in the tap while others are read is late by that, at least', () => {
  const lateMicros: number[] = [];
  const from = tapOf(frames(200), 20);
  const to = tapOf([]);
  const way = line(from, to, direction({ rttMs: 0 }, undefined, 1, nowMicros()), {
    taken() {},
    passed: late => lateMicros.push(late),
  });
  while (to.written.length < 200) way.relay();
  expect(lateMicros).toHaveLength(200);
  // The last of 200 frames waits for 199 others, also over several rounds.
  expect(lateMicros.at(-1)).toBeGreaterThan(199 * 20);
  expect(lateMicros[0]).toBeLessThan(lateMicros.at(-1) as number);
});

test('a frame that comes to an empty tap later waited for none', () => {
  const lateMicros: number[] = [];
  const waiting = frames(1);
  const from = tapOf(waiting);
  const to = tapOf([]);
  const way = line(from, to, direction({ rttMs: 0 }, undefined, 1, nowMicros()), {
    taken() {},
    passed: late => lateMicros.push(late),
  });
  way.relay();
  const comesMicros = nowMicros() + 3000;
  while (nowMicros() < comesMicros);
  waiting.push(...frames(1));
  way.relay();
  expect(lateMicros).toHaveLength(2);
  expect(lateMicros[1]).toBeLessThan(3000);
});
