import { expect, test } from 'vitest';
import { eventBytes, webSocketHeadBytes } from '../../../analysis/models/frames.ts';
import { ALLOWS_MORE_AFTER_BYTES } from '../../../analysis/models/http2.ts';
import {
  sseStartEventBytes,
  webSocketCloseBytes,
  webSocketStartBytes,
} from '../../../analysis/models/stream-messages.ts';
import { AFTER_SEQ, type Visit } from '../../../analysis/theory/visit-messages.ts';
import { http2VisitMessages } from '../../../analysis/theory/visit-over-http2.ts';

const visitOf = (jsonBytes: number): Visit => ({
  target: { host: '198.18.0.1', port: 40_123 },
  topic: 'news',
  after: '',
  notifications: [{ seq: AFTER_SEQ + 1, jsonBytes }],
  waitSeconds: undefined,
  closes: true,
});

/** The most JSON with which a visitor of HTTP/2 does not allow more: all that it reads counts. */
const LIMITS = [
  ['sse', sseStartEventBytes(AFTER_SEQ) + eventBytes({ seq: AFTER_SEQ + 1, jsonBytes: 0 })],
  [
    'websocket',
    webSocketStartBytes(AFTER_SEQ) + webSocketHeadBytes(20_000, 'server') + webSocketCloseBytes('server'),
  ],
] as const;

test.each(LIMITS)(
  'a visit by %s is predicted as long as it reads less than half of a window',
  (transport, besideJson) => {
    const most = ALLOWS_MORE_AFTER_BYTES - 1 - besideJson;
    expect(http2VisitMessages(transport, visitOf(most), true)).not.toBeNull();
    expect(http2VisitMessages(transport, visitOf(most + 1), true)).toBeNull();
  },
);
