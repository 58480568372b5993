import { describe } from 'vitest';
import { longPolling } from '../clients/long-polling.ts';
import { deliverySuite } from './delivery-suite.ts';

describe('long polling', () => {
  deliverySuite({ transports: ['long-polling'], connect: longPolling({ waitSeconds: 30 }) });
});
