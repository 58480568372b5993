import exec from 'k6/execution';
import { clearTimeout, setTimeout } from 'k6/timers';
import { WebSocket } from 'k6/websockets';
import { createFollower, type Notification } from './follower.ts';
import { followersOf, optionsFor } from './options.ts';
import { addressOf, firstCursor, settings } from './settings.ts';

export { handleSummary } from './options.ts';

const { socketsPerVu, followSeconds } = settings;
export const options = optionsFor(socketsPerVu);

const address = addressOf('/notifications/socket', firstCursor).replace(/^http/, 'ws');

/** One socket, followed until everything has arrived or the time is over. */
function follow(): void {
  const socket = new WebSocket(address);
  const follower = createFollower(() => socket.close());
  // Whether the reason for closing is already known.
  let isExplained = false;
  const timer = setTimeout(() => {
    isExplained = true;
    socket.close();
  }, followSeconds * 1000);
  socket.onmessage = event => {
    const frame = JSON.parse(event?.data as string) as Notification | { cursor: string };
    // The first frame has the cursor that the follower starts from.
    if ('seq' in frame) follower.receive([frame]);
  };
  socket.onerror = event => {
    isExplained = true;
    follower.fail(event?.error ?? 'a socket failed');
  };
  socket.onclose = () => {
    clearTimeout(timer);
    if (!isExplained && !follower.isDone()) follower.fail('the server closed a socket');
    follower.finish();
  };
}

/** Several sockets in one virtual user, whose event loop reads them in turn. */
export default function websocket(): void {
  for (const _ of followersOf(exec.vu.idInTest, socketsPerVu)) follow();
}
