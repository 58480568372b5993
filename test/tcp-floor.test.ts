import { describe } from 'vitest';
import { tcpFloor } from '../clients/tcp-floor.ts';
import { deliverySuite } from './delivery-suite.ts';

describe('the floor', () => {
  deliverySuite({ transports: 'tcp-floor', connect: tcpFloor });
});
