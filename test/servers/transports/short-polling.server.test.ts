import { describe } from 'vitest';
import { shortPolling } from '../../../clients/transports/short-polling.ts';
import { deliverySuite } from '../../harness/delivery-suite.ts';

describe('short polling', () => {
  deliverySuite({
    transports: ['short-polling'],
    connect: shortPolling({ intervalMs: 10, phaseMs: () => 0 }),
    connectMany: shortPolling({ intervalMs: 1000, phaseMs: () => 0 }),
  });
});
