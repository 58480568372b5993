import { describe } from 'vitest';
import { shortPolling } from '../../../clients/transports/short-polling.ts';
import { deliverySuite } from '../../harness/delivery-suite.ts';
import { serveOverHttp10 } from '../../harness/http10.ts';

describe('short polling', () => {
  deliverySuite({
    transports: ['short-polling'],
    connect: shortPolling({ intervalMs: 10, phaseMs: () => 0 }),
    connectMany: shortPolling({ intervalMs: 1000, phaseMs: () => 0 }),
    isIdleBetweenRequests: true,
  });
});

const eachPoll = {
  transports: ['short-polling'],
  connect: shortPolling({ intervalMs: 10, phaseMs: () => 0, keepAlive: false }),
  connectMany: shortPolling({ intervalMs: 1000, phaseMs: () => 0, keepAlive: false }),
  isConnectionEach: true,
} as const;

describe('short polling with `Connection: close`', () => {
  deliverySuite(eachPoll);
});

describe('short polling over HTTP/1.0', () => {
  deliverySuite({ ...eachPoll, serve: serveOverHttp10 });
});
