import type { BrokerFault, Fault } from './load/fault.ts';
import type { Load } from './load/load.ts';
import { toMany } from './load/to-many.ts';
import type { Point, Preset, Scenario } from './scenario.ts';

const OUTAGE_SECONDS = 5;

const load: Load = {
  ...toMany,
  topology: { proxy: 'haproxy', servers: 2, broker: 'valkey', storage: 'disk' },
};

const fault = (how: BrokerFault): Fault => ({
  kind: 'broker',
  how,
  atSeconds: 1,
  forSeconds: OUTAGE_SECONDS,
});

const point = (how: BrokerFault, label: string): Point => ({
  id: how,
  label,
  load: { ...load, fault: fault(how) },
});

/** The same window with every preset: what happens in it takes as long. */
const windowSeconds: Record<Preset, number> = { smoke: 10, quick: 10, standard: 10, thorough: 10 };

/** A broker that is not there for a while, behind two servers. */
export const brokerOutage = {
  id: 'broker-outage',
  title: 'The broker is not there',
  question: 'The broker is not there for 5 s: who notices, what is late, and is anything lost?',
  answeredBy: 'caught-up-p50',
  prediction:
    'The servers keep their connections and send heartbeats, so clients notice nothing but that there is no news. What is published meanwhile ' +
    'waits in the server that took it. Nothing that was acknowledged is lost: the broker acknowledges what is on its disk. A batch whose answer ' +
    'was lost is sent again under its number, and stored once. After a pause, all have caught up within some 10 ms. After a kill, the servers try ' +
    'again every 50 ms, so it takes up to 0.1 s more. After a cut, a server has a connection under way, and TCP repeats its first packet after ' +
    '1 s, but a server gives it up after 1 s too. So it takes up to a second. Short polling adds the wait for its next poll, half a second in the median.',
  claims: ['C15'],
  points: [
    point('paused', 'the broker stands still for 5 s'),
    point('killed', 'the broker is killed, and started again after 5 s'),
    point('cut', 'the broker is cut off from the servers for 5 s'),
  ],
  windowSeconds,
  blocks: { quick: 1, standard: 3, thorough: 5 },
} satisfies Scenario;
