import { describe } from 'vitest';
import { sse } from '../../../clients/transports/sse.ts';
import type { Connect } from '../../../clients/transports/subscriber.ts';
import { deliverySuite } from '../../harness/delivery-suite.ts';
import { serveOverHttp10 } from '../../harness/http10.ts';

const closing: Connect = (target, options) =>
  sse(target, { ...options, requestHeaders: 'Connection: close\r\n' });

describe('SSE', () => {
  deliverySuite({ transports: ['sse'], connect: sse });
});

describe('SSE with `Connection: close`', () => {
  deliverySuite({ transports: ['sse'], connect: closing });
});

describe('SSE over HTTP/1.0', () => {
  deliverySuite({ transports: ['sse'], connect: sse, serve: serveOverHttp10 });
});
