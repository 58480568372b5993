import { setTimeout as sleep } from 'node:timers/promises';
import { CLIENT_INTERVAL_MS, watchLoopDelay } from '../meters/loop-delay.ts';
import { watchThrottling } from '../meters/throttled-time.ts';
import { childProcess } from '../processes/child-side.ts';
import type { FromIdleLoop, IdleWatchConfig } from '../processes/messages.ts';

// Measures the event loop delay of an idle process, with which the delay of the client workers is
// compared. The start of the idle processes uses up a CPU quota: what that stops is in the result.
const SETTLE_MS = 200;

const { config, send } = childProcess<IdleWatchConfig, { type: 'stop' }, FromIdleLoop>(() => {});
await sleep(SETTLE_MS);
const stopped = watchThrottling();
const watch = watchLoopDelay(CLIENT_INTERVAL_MS);
await sleep(config.seconds * 1000);
send({ type: 'watched', delayP99Ms: watch.stop(), throttledPercent: stopped() });
