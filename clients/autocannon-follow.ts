import type autocannon from 'autocannon';
import type { WitnessConfig } from '../bench/messages.ts';
import type { Notification } from '../scenarios/notification.ts';
import { type AutocannonRun, startAutocannon } from './autocannon-run.ts';
import type { Target } from './subscriber.ts';
import type { ToolFollowers } from './tool-followers.ts';
import type { WorkerMeter } from './worker-meter.ts';

/** Long enough for any trial; it is stopped before. */
const FOREVER_SECONDS = 3600;
/** autocannon looks so often whether it was stopped. */
const SAMPLE_MS = 100;
/** Its connections all begin at once: as many beginnings as this, spread over the interval, are as many of it. */
const BEGINNINGS = 10;
const PATIENCE_SECONDS = 10;

/** What autocannon counts itself, over all connections. */
export interface Followed {
  downBytes: number;
  failed: number;
  stop(): Promise<void>;
}

/**
 * Follows a topic by polling over as many connections as there are subscribers: at a set rate with short polling, and as
 * soon as it is answered with long polling.
 */
export function followByAutocannon(
  { transport, load }: WitnessConfig,
  { host, port }: Target,
  followers: ToolFollowers,
  responses: WorkerMeter['responses'],
): Followed {
  const { audience, subscribers, transports } = load;
  const topic = encodeURIComponent(audience.kind === 'shared' ? audience.topic : '');
  const intervalMs = transports['short-polling']?.intervalMs ?? 1000;
  const waitSeconds = transports['long-polling']?.waitSeconds ?? 1;
  const isShort = transport === 'short-polling';
  const followed = { downBytes: 0, failed: 0 };

  function setupClient(client: autocannon.Client): void {
    const receive = followers.add();
    let cursor = 0;
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
          const answer = JSON.parse(body) as { notifications: Notification[]; cursor: number };
          cursor = answer.cursor;
          responses.withNews++;
          responses.notifications += answer.notifications.length;
          receive(answer.notifications);
        },
      },
    ]);
  }

  const running: AutocannonRun[] = [];
  function begin(connections: number): void {
    const run = startAutocannon({
      url: `http://${host}:${port}`,
      connections,
      duration: FOREVER_SECONDS,
      sampleInt: SAMPLE_MS,
      timeout: waitSeconds + PATIENCE_SECONDS,
      ...(isShort && { connectionRate: Math.max(1, Math.round(1000 / intervalMs)) }),
      setupClient,
    });
    run.instance.on('response', (_client, _status, bytes) => {
      followed.downBytes += bytes;
    });
    run.instance.on('reqError', () => followed.failed++);
    running.push(run);
  }

  const beginnings = isShort ? Math.min(BEGINNINGS, subscribers) : 1;
  const timers = Array.from({ length: beginnings }, (_, index) =>
    setTimeout(
      () => begin(Math.floor((subscribers + index) / beginnings)),
      (index * intervalMs) / beginnings,
    ),
  );
  return Object.assign(followed, {
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      for (const { instance } of running) instance.stop();
      await Promise.all(running.map(({ result }) => result));
    },
  });
}
