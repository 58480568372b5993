import exec from 'k6/execution';
import { setTimeout } from 'k6/timers';
import sse from 'k6/x/sse';
import { createFollower, type Notification } from './follower.ts';
import { followersOf, optionsFor } from './options.ts';
import { addressOf, firstCursor, settings } from './settings.ts';

export { handleSummary } from './options.ts';

const { socketsPerVu, followSeconds, lingerMs } = settings;
export const options = optionsFor(socketsPerVu);

const address = addressOf('/notifications/stream', firstCursor);

/** One stream, followed until everything has arrived or the time is over. */
async function follow(): Promise<void> {
  const follower = createFollower();
  const endMs = Date.now() + followSeconds * 1000;
  const client = sse.openAsync(address, {});
  const hasAll = ({ name, data }: { name: string; data: string }) => {
    // The first event of a stream has the cursor that it starts from.
    if (name === 'start') return false;
    if (name !== '') throw new Error(`the server ended the stream: ${data}`);
    // Some extensions pass on comments as events without data.
    if (data !== '') follower.receive([JSON.parse(data) as Notification]);
    return follower.isDone();
  };
  try {
    await client.waitForEventAsync(hasAll, followSeconds * 1000);
    await new Promise<void>(resolve => void setTimeout(() => resolve(), lingerMs));
  } catch (error) {
    // A follower that stayed for the full time did not fail.
    if (Date.now() < endMs) follower.fail(error);
  }
  client.close();
  follower.finish();
}

/** Several streams in one virtual user, whose event loop reads them in turn. */
export default async function streams(): Promise<void> {
  await Promise.all(followersOf(exec.vu.idInTest, socketsPerVu).map(follow));
}
