import { describe } from 'vitest';
import { tcpFloor } from '../../../clients/transports/tcp-floor.ts';
import { deliverySuite } from '../../harness/delivery-suite.ts';

describe('the floor', () => {
  deliverySuite({ transports: 'tcp-floor', connect: tcpFloor });
});
