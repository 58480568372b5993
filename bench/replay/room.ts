import { FEED_TOPICS } from '../../scenarios/load/feed-limits.ts';
import { MOST_SUBSCRIBERS } from '../../scenarios/load/load.ts';
import { clientPorts, describeLimits } from '../machine/limits.ts';
import { type ReadFile, systemFile } from '../machine/system-file.ts';

/** A limit on a number, and what sets it. */
export interface Limit {
  most: number;
  because: string;
}

/** How many topics and subscribers a trial may have on this machine. */
export interface Room {
  topics: Limit;
  subscribers: Limit;
}

/** Files of a process besides its connections: its program, pipes and event loop. */
const OWN_FILES = 200;

const whole = new Intl.NumberFormat('en-US');

/**
 * The limits of this machine. A subscriber is one connection: one open file of the server's
 * process, and one port of the clients, which all connect to one address.
 */
export function roomHere(read: ReadFile = systemFile): Room {
  const { openFiles } = describeLimits(read);
  const ports = clientPorts(read);
  const limits: Limit[] = [
    { most: MOST_SUBSCRIBERS, because: 'the most of this lab' },
    ...(openFiles === null
      ? []
      : [
          {
            most: Math.max(0, openFiles - OWN_FILES),
            because: `a process here may have ${whole.format(openFiles)} open files (ulimit -n)`,
          },
        ]),
    ...(ports === null
      ? []
      : [{ most: ports - OWN_FILES, because: `clients here have ${whole.format(ports)} ports` }]),
  ];
  return {
    topics: { most: FEED_TOPICS, because: 'the server holds no more' },
    subscribers: limits.reduce((least, limit) => (limit.most < least.most ? limit : least)),
  };
}
