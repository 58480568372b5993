import { describe, expect, test } from 'vitest';
import { measuredInputs } from '../../../report/planner/measured.ts';
import { memoryInWords } from '../../../report/planner/notes.ts';
import { COSTS, madeModel } from '../../made/plans.ts';

const SHARED = {
  micros: 5,
  mostMicros: 5,
  leastMicros: 4,
  mostPerSecond: 1e5,
  mostPollsPerSecond: 1e5,
  mostSubscribers: 8000,
  payloadBytes: 1024,
  mostKibPerSecond: 0,
  kib: null,
  turn: null,
};
const CARRIED = { subscribers: 10_000, subscribersOfAny: 16_000, polls: null };

function model() {
  const made = madeModel(COSTS, {
    most: { subscribers: 2000, payloadBytes: 4096, heartbeatsPerSecond: 2500 },
    shared: SHARED,
    carried: CARRIED,
  });
  if (!made.websocket || !made.sse || !made['long-polling']) throw new Error('no model');
  return { ...made, websocket: made.websocket, sse: made.sse, 'long-polling': made['long-polling'] };
}

describe('the hint at a field', () => {
  test('says once what holds for all transports', () => {
    const hints = measuredInputs(model());
    expect(hints.subscribers).toBe('in one process CPU of 0–2,000; carried at least 10,000');
    expect(hints.subscribersPerEvent).toBe('1, and in one process up to 8,000');
    expect(hints.payloadBytes).toBe('0–4,096 B');
    expect(hints.acceptableMs).toBe('poll intervals of 250–5,000 ms');
    expect(hints.heartbeatSeconds).toBe('up to 2,500 heartbeats per second');
    expect(hints).not.toHaveProperty('pricePerCoreMonth');
  });

  test('names the transports where they differ', () => {
    const made = model();
    made.websocket.carried = { ...CARRIED, subscribers: 16_000 };
    made.sse.carried = { ...CARRIED, areIdle: true };
    made['long-polling'].shared = { ...SHARED, mostSubscribers: 2000 };
    made.sse.measured.heartbeatsPerSecond.most = 600;
    made.sse.mostSubscribersInMemory = 1000;
    const hints = measuredInputs(made);
    expect(hints.subscribers).toBe(
      'in one process CPU of 0–2,000; carried at least 10,000 (short polling and long polling), 10,000 idle (SSE), 16,000 (WebSocket)',
    );
    expect(hints.subscribersPerEvent).toBe(
      '1, and in one process up to 8,000 (short polling, SSE and WebSocket), 2,000 (long polling)',
    );
    expect(hints.heartbeatSeconds).toBe('up to 600 (SSE), 2,500 (WebSocket) heartbeats per second');
    expect(memoryInWords(made)).toMatch(
      /Most subscribers of one process whose memory was measured: 10,000 \(short polling, long polling and WebSocket\), 1,000 \(SSE\)\.$/,
    );
  });

  test('names those that have it, where others have not, and is left out where none has', () => {
    const made = model();
    made.sse.carried = { ...CARRIED, subscribers: null };
    for (const one of Object.values(made)) one.shared = null;
    expect(measuredInputs(made).subscribers).toMatch(
      /; carried at least 10,000 \(short polling, long polling and WebSocket\)$/,
    );
    expect(measuredInputs(made).subscribersPerEvent).toBe('1');
  });

  test('gives events to two digits: how many came is chance', () => {
    const made = model();
    made.sse.measuredEventsPerUserHour = { least: 35.8, most: 57_612 };
    made.websocket.measuredEventsPerUserHour = { least: 36.1, most: 57_588 };
    made['long-polling'].measuredEventsPerUserHour = { least: 36.04, most: 57_600 };
    const { 'short-polling': _, ...three } = made;
    expect(measuredInputs(three).eventsPerUserHour).toBe('36–58,000');
  });
});
