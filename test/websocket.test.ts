import { describe } from 'vitest';
import { websocket } from '../clients/websocket.ts';
import { deliverySuite } from './delivery-suite.ts';

describe('WebSocket', () => {
  deliverySuite({ transports: ['websocket'], connect: websocket() });
});
