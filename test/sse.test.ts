import { describe } from 'vitest';
import { sse } from '../clients/sse.ts';
import { deliverySuite } from './delivery-suite.ts';

describe('SSE', () => {
  deliverySuite({ transports: ['sse'], connect: sse });
});
