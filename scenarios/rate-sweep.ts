import { usualTransports } from './load/usual-transports.ts';
import type { Scenario } from './scenario.ts';

const USERS = 20;
const at = (ratePerUser: number) => ({
  id: `${ratePerUser}`,
  label: `${ratePerUser} a second to each of ${USERS} users`,
  load: {
    audience: { kind: 'own' as const, prefix: 'user-' },
    subscribers: USERS,
    arrivals: { kind: 'poisson' as const, ratePerSecond: USERS * ratePerUser },
    payloadBytes: 160,
    transports: usualTransports(1000),
  },
});

/** From rare notifications to a fast stream. */
export const rateSweep = {
  id: 'rate-sweep',
  title: 'Which transport for which rate?',
  question: 'Which transport is the cheapest at which notification rate?',
  answeredBy: 'cpu',
  prediction:
    'At 0.1 notifications a second, short polling makes about ten empty polls per notification; push needs a few bytes. With more ' +
    'than a few notifications per interval, short polling has hardly any empty polls, and many notifications share one header. Its CPU ' +
    'and bytes per delivery then fall below those of push. Long polling needs a request per notification, until notifications come ' +
    'faster than it can poll again.',
  claims: ['C2', 'C4', 'C17'],
  points: [{ ...at(0.1), windowSeconds: { quick: 6 } }, at(1), at(10), at(50), at(200)],
} satisfies Scenario;
