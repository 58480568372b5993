import { describe } from 'vitest';
import { sse } from '../../../clients/transports/sse.ts';
import { deliverySuite } from '../../harness/delivery-suite.ts';

describe('SSE', () => {
  deliverySuite({ transports: ['sse'], connect: sse });
});
