import { expect, test } from 'vitest';
import { trialOverHttp2 } from '../../harness/http2-trial.ts';

// Alone: on a busy machine those that read at once fall behind, too.
test.each(['sse', 'websocket'] as const)('%s: a reader that stalls is cut off alone', async transport => {
  const trial = await trialOverHttp2(
    transport,
    {
      audience: { kind: 'shared', topic: 't' },
      subscribers: 4,
      stalledShare: 0.25,
      payloadBytes: 262_144,
      arrivals: { kind: 'periodic', ratePerSecond: 20 },
    },
    { windowSeconds: 2 },
  );
  expect(trial.server.connections.droppedSlow).toBe(1);
  expect(trial.deliveries.received).toBe(trial.deliveries.expected);
});
