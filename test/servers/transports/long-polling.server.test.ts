import { describe } from 'vitest';
import { longPolling } from '../../../clients/transports/long-polling.ts';
import { deliverySuite } from '../../harness/delivery-suite.ts';

describe('long polling', () => {
  deliverySuite({ transports: ['long-polling'], connect: longPolling({ waitSeconds: 30 }) });
});
