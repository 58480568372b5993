import { describe, expect, test } from 'vitest';
import * as models from '../../../analysis/models/all.ts';

/** The flights of a message, acknowledgement by acknowledgement. */
function simulatedFlights(segments: number, windowSegments: number): number {
  let [sent, acknowledged, window, flights] = [0, 0, windowSegments, 0];
  while (acknowledged < segments) {
    const underWay = Math.min(window - (sent - acknowledged), segments - sent);
    sent += underWay;
    flights++;
    // Each acknowledged segment makes room for itself and for one more.
    for (let count = 0; count < underWay; count++) {
      acknowledged++;
      window++;
    }
  }
  return flights;
}

describe('flights in slow start', () => {
  test.each([
    [1, 1],
    [10, 1],
    [11, 2],
    [30, 2],
    [31, 3],
    [42, 3],
    [70, 3],
    [71, 4],
  ])('%d segments need %d', (segments, flights) => {
    expect(models.flightsOf({ segments })).toBe(flights);
  });

  test('a simulation of acknowledgements agrees, from any window', () => {
    for (let windowSegments = 1; windowSegments <= 60; windowSegments++) {
      for (let segments = 1; segments <= 400; segments += 3) {
        expect(models.flightsOf({ segments, windowSegments })).toBe(
          simulatedFlights(segments, windowSegments),
        );
      }
    }
  });

  test('60 KB over 80 ms: 200 ms until the last byte, on a new connection', () => {
    const segments = models.segmentsOf(60_000);
    const flights = models.flightsOf({ segments });
    expect(models.lastByteMs({ transitMs: 40, rttMs: 80, flights })).toBe(200);
  });
});

describe('a window after silence', () => {
  const windowAfter = (silentMs: number, windowSegments = 80) =>
    models.windowAfterSilence({ windowSegments, silentMs, rttMs: 80 });

  test('is halved for each timeout, and not below the initial window', () => {
    expect(models.retransmissionTimeoutMs(80)).toBe(280);
    expect([0, 200, 280].map(silentMs => windowAfter(silentMs))).toEqual([80, 80, 80]);
    expect([281, 561, 841, 2000, 3_600_000].map(silentMs => windowAfter(silentMs))).toEqual([
      40, 20, 10, 10, 10,
    ]);
    // A window below the initial one does not grow.
    expect(windowAfter(5000, 4)).toBe(4);
  });

  test('decides the flights of the next message', () => {
    const flights = (everyMs: number) => {
      const connection = models.slowStart(80);
      return Array.from({ length: 6 }, (_, index) => connection.send(index * everyMs, 42));
    };
    // The window has grown to 40 segments: the second message needs two more, the third fits.
    expect(flights(300)).toEqual([3, 2, 1, 1, 1, 1]);
    expect(flights(2000)).toEqual([3, 3, 3, 3, 3, 3]);
  });

  test('is not known for messages that share their flights', () => {
    const connection = models.slowStart(80);
    expect(connection.send(0, 42)).toBe(3);
    expect(connection.send(100, 42)).toBeNull();
    expect(connection.send(1000, 1)).toBe(1);
  });

  test('does not grow by small messages', () => {
    const connection = models.slowStart(80);
    for (let index = 0; index < 100; index++) expect(connection.send(index * 100, 3)).toBe(1);
    expect(connection.send(10_000, 42)).toBe(3);
  });
});
