import { createFollower } from './follower.ts';
import { optionsFor } from './options.ts';
import { createPoller } from './poll.ts';
import { settings } from './settings.ts';

export { handleSummary } from './options.ts';
export const options = optionsFor(1);

const { waitSeconds, followSeconds } = settings;

/** Pause after a failed poll. */
const PAUSE_SECONDS = 1;

/** A subscriber that polls, waits until there is an update, and polls again. */
export default function longPolling(): void {
  const follower = createFollower();
  const endMs = Date.now() + followSeconds * 1000;
  const paramsNow = () => {
    const leftMs = Math.min(endMs - Date.now(), follower.leftMs());
    const wait = Math.min(waitSeconds, Math.max(1, Math.ceil(leftMs / 1000)));
    return { headers: { Prefer: `wait=${wait}` }, timeout: `${wait + 10}s` };
  };
  const poll = createPoller(follower, paramsNow, PAUSE_SECONDS);
  while (poll() && follower.leftMs() > 0 && Date.now() < endMs);
  follower.finish();
}
