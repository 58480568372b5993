import { connectionsPerRequest } from '../../analysis/claims/quantities.ts';
import { isPush } from '../../scenarios/load/transport.ts';
import type { Measure } from './metric.ts';

/** How many connections polls open: push has one for all, whatever its load says. */
export const CONNECTIONS_PER_REQUEST: Measure = {
  id: 'connections-per-request',
  title: 'Connections opened per request',
  unit: 'connections',
  of: trial => (isPush(trial.transport) ? null : connectionsPerRequest.of(trial)),
};

/** The messages that carried a hundred notifications: one each, or as many as responses. */
export const MESSAGES_PER_HUNDRED: Measure = {
  id: 'messages-per-hundred',
  title: 'Messages for 100 notifications',
  unit: 'messages',
  of({ transport, deliveries: { batchMean } }) {
    if (isPush(transport)) return 100;
    return batchMean === 0 ? null : 100 / batchMean;
  },
};
