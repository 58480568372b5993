import { describe } from 'vitest';
import { longPolling } from '../../../clients/transports/long-polling.ts';
import { deliverySuite } from '../../harness/delivery-suite.ts';
import { serveOverHttp10 } from '../../harness/http10.ts';

describe('long polling', () => {
  deliverySuite({ transports: ['long-polling'], connect: longPolling({ waitSeconds: 30 }) });
});

const eachPoll = {
  transports: ['long-polling'],
  connect: longPolling({ waitSeconds: 30, keepAlive: false }),
  isConnectionEach: true,
} as const;

describe('long polling with `Connection: close`', () => {
  deliverySuite(eachPoll);
});

describe('long polling over HTTP/1.0', () => {
  deliverySuite({ ...eachPoll, serve: serveOverHttp10 });
});
