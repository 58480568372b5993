import { expect, test } from 'vitest';
import { transportsInWords } from '../../../report/words/load-options.ts';

test('what a load sets for a transport is said, and nothing about what it leaves alone', () => {
  const said = Object.fromEntries(
    transportsInWords({
      sse: { heartbeatSeconds: 4 },
      websocket: { encoding: 'msgpack', heartbeatSeconds: 0.5 },
    }),
  );
  expect(said).toEqual({
    'Short polling': '',
    'Long polling': '',
    SSE: 'a heartbeat every 4 s',
    WebSocket: 'MessagePack in binary frames, a heartbeat every 0.5 s',
  });
  expect(Object.fromEntries(transportsInWords({ sse: { heartbeatSeconds: 0 } })).SSE).toBe('no heartbeat');
  expect(Object.fromEntries(transportsInWords({ sse: {}, websocket: {} }))).toMatchObject({
    SSE: '',
    WebSocket: '',
  });
});
