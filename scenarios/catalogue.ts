import { crowd } from './crowd.ts';
import { fanOut } from './fan-out.ts';
import { notifications } from './notifications.ts';
import { trace } from './replay.ts';
import type { Scenario } from './scenario.ts';
import { ticker } from './ticker.ts';

/** Every scenario, in the order in which they are listed. */
export const scenarios: readonly Scenario[] = [notifications, ticker, trace, fanOut, crowd];

/** What `npm run bench` runs when it is asked for nothing else. */
export const tour: readonly string[] = [notifications.id, ticker.id, trace.id];
