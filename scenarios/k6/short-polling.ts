import { sleep } from 'k6';
import exec from 'k6/execution';
import { createFollower } from './follower.ts';
import { optionsFor } from './options.ts';
import { createPoller } from './poll.ts';
import { settings } from './settings.ts';

export { handleSummary } from './options.ts';
export const options = optionsFor(1);

const { intervalMs, followSeconds, subscribers } = settings;

/**
 * A subscriber that polls once at the start and then at fixed times. The subscribers are spread
 * evenly over the interval.
 */
export default function shortPolling(): void {
  const follower = createFollower();
  // No pause: after a failed poll, the next one follows at its regular time.
  const poll = createPoller(follower, () => ({}), 0);
  const startMs = Date.now();
  const place = ((exec.vu.idInTest - 1) % subscribers) / subscribers;
  let dueMs = startMs + place * intervalMs - intervalMs;
  while (poll() && follower.leftMs() > 0 && Date.now() < startMs + followSeconds * 1000) {
    // A poll that became due during another is skipped.
    do dueMs += intervalMs;
    while (dueMs <= Date.now());
    sleep((dueMs - Date.now()) / 1000);
  }
  follower.finish();
}
