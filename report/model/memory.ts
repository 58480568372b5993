import type { Load } from '../../scenarios/load/load.ts';

/** Below so many subscribers the megabytes by which a process grows and shrinks by itself are more than theirs. */
const LEAST_SUBSCRIBERS = 1000;

/** Whether a load tells what memory a subscriber takes: visitors come and go, so that nothing can be shared among them. */
export const tellsMemory = ({ subscribers, visits }: Load): boolean =>
  !visits && subscribers >= LEAST_SUBSCRIBERS;
