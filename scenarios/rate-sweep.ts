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

/** From rare news to a stream. */
export const rateSweep = {
  id: 'rate-sweep',
  title: 'From which rate does which win?',
  question: 'News is rare, or a stream: from which rate on is which way the cheapest?',
  prediction:
    'Rare news: short polling pays about ten empty polls for each notification at 0.1 a second, push pays a few bytes. With more ' +
    'than one notification an interval, short polling has no empty poll left and spreads one head over ever more of them, so ' +
    'that its CPU and bytes a delivery fall below those of push. Long polling pays a request for each until notifications come ' +
    'faster than it can ask again.',
  claims: ['C2', 'C4', 'C17'],
  points: [{ ...at(0.1), windowSeconds: { quick: 6 } }, at(1), at(10), at(50), at(200)],
} satisfies Scenario;
