import type autocannon from 'autocannon';
import type { ToolConfig } from '../../bench/processes/messages.ts';
import type { Notification } from '../../scenarios/load/notification.ts';
import type { Target } from '../transports/subscriber.ts';
import type { WorkerMeter } from '../users/worker-meter.ts';
import { startAutocannon } from './autocannon-run.ts';
import type { ToolFollowers } from './tool-followers.ts';

/**
 * At a set rate, autocannon counts requests per second and makes those of a second at its
 * beginning.
 */
const ONLY_INTERVAL_MS = 1000;
/** Number of staggered starts, which spread the polls over the interval. */
const STARTS = 10;
const TIMEOUT_MARGIN_SECONDS = 10;

/** The list in the body of an answer; undefined if it is something else, such as a page. */
function listIn(body: string): { notifications: Notification[]; cursor: string } | undefined {
  try {
    const answer = JSON.parse(body);
    return Array.isArray(answer.notifications) ? answer : undefined;
  } catch {
    return undefined;
  }
}

/** autocannon's own counts over all connections. */
export interface Followed {
  downBytes: number;
  failed: number;
  stop(): Promise<void>;
}

/**
 * Follows a topic by polling, with one connection per subscriber. Short polling uses a set rate;
 * long polling polls again as soon as it is answered.
 */
export function followByAutocannon(
  { transport, load }: ToolConfig,
  { host, port }: Target,
  followers: ToolFollowers,
  responses: WorkerMeter['responses'],
): Followed {
  const { audience, subscribers, transports } = load;
  const topic = encodeURIComponent(audience.kind === 'shared' ? audience.topic : '');
  const waitSeconds = transports['long-polling']?.waitSeconds ?? 1;
  const isShort = transport === 'short-polling';
  const intervalMs = transports['short-polling']?.intervalMs;
  if (isShort && intervalMs !== ONLY_INTERVAL_MS) {
    throw new Error(`autocannon polls every ${ONLY_INTERVAL_MS} ms, not every ${intervalMs}`);
  }
  const followed = { downBytes: 0, failed: 0 };

  function setupClient(client: autocannon.Client): void {
    const receive = followers.add();
    // Without the epoch only once: each answer has the full cursor.
    let cursor = '0';
    const pathNow = () => `/notifications?topic=${topic}&after=${cursor}`;
    client.setRequests([
      {
        path: pathNow(),
        ...(!isShort && { headers: { prefer: `wait=${waitSeconds}` } }),
        setupRequest: request => ({ ...request, path: pathNow() }),
        onResponse(status, body) {
          if (status !== 200) {
            if (status === 204) responses.empty++;
            else followed.failed++;
            return;
          }
          const answer = listIn(body);
          if (!answer) {
            followed.failed++;
            return;
          }
          cursor = answer.cursor;
          if (answer.notifications.length === 0) responses.empty++;
          else responses.withUpdates++;
          responses.notifications += answer.notifications.length;
          receive(answer.notifications);
        },
      },
    ]);
  }

  const run = startAutocannon(
    {
      url: `http://${host}:${port}`,
      timeout: waitSeconds + TIMEOUT_MARGIN_SECONDS,
      ...(isShort && { connectionRate: 1 }),
      setupClient,
    },
    { connections: subscribers, starts: isShort ? STARTS : 1, overMs: ONLY_INTERVAL_MS },
    {
      onResponse(_, bytes) {
        followed.downBytes += bytes;
      },
      onError: () => void followed.failed++,
    },
  );
  return Object.assign(followed, run);
}
