import type { Load } from '../../scenarios/load/load.ts';

/** With fewer subscribers, the process's own growth of some megabytes exceeds their memory. */
const LEAST_SUBSCRIBERS = 1000;

/**
 * Whether a load shows the memory of a subscriber. Visitors come and go, so they cannot show it.
 */
export const tellsMemory = ({ subscribers, visits }: Load): boolean =>
  !visits && subscribers >= LEAST_SUBSCRIBERS;
