import type { Notification } from '../../scenarios/load/notification.ts';
import type { TestedTransport } from '../../scenarios/load/transport.ts';
import type { Following, PageState } from '../page/follow.ts';
import type { ServerClock } from '../page/server-clock.ts';
import { followBy } from '../page/transports.ts';
import { createLane, LANE_MS, type Publications } from './lane.ts';
import { inBytes, inMs, inSeconds, stateInWords } from './panel-words.ts';

/** One transport as the demonstration shows it. */
export interface Panel {
  /** Follows the topic from now on; called again, it continues with another interval. */
  follow(intervalMs: number): void;
  /** Updates the drawing and the age, which change with time. */
  draw(nowMs: number): void;
}

const WAIT_SECONDS = 25;
const KEPT_DELAYS = 200;
/**
 * A panel whose subscription ended, for example by a server restart, starts again after this time.
 */
const RESTART_MS = 3000;
/**
 * A poll on the same machine ends before it could be noticed, so its state is shown for at least
 * this time.
 */
const POLLING_SHOWN_MS = 150;

function median(values: readonly number[]): number | undefined {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/**
 * Shows one transport in its element of the page. All panels share `publications`, and each adds
 * what it receives.
 */
export function createPanel(
  element: HTMLElement,
  topic: string,
  clock: ServerClock,
  publications: Map<number, number>,
): Panel {
  const transport = element.dataset.transport as TestedTransport;
  const lane = createLane(element.querySelector('canvas') as HTMLCanvasElement);
  const delaysMs: number[] = [];
  const total = { requests: 0, notifications: 0, bytes: 0 };
  let newestMs: number | undefined;
  let following: Following | undefined;
  let stateTimer: ReturnType<typeof setTimeout>;

  function show(name: string, text: string): void {
    const place = element.querySelector(`[data-show="${name}"]`);
    if (place && place.textContent !== text) place.textContent = text;
  }

  function showState(state: PageState): void {
    clearTimeout(stateTimer);
    const put = () => {
      element.dataset.state = state.kind;
      show('state', stateInWords(transport, state));
    };
    if (transport === 'short-polling' && state.kind === 'idle')
      stateTimer = setTimeout(put, POLLING_SHOWN_MS);
    else put();
  }

  function showTotals(): void {
    show('requests', String(total.requests));
    show('notifications', String(total.notifications));
    show('bytes', inBytes(total.bytes));
    show('each', total.notifications === 0 ? '–' : inBytes(total.bytes / total.notifications));
  }

  function take({ seq, publishedAt, payload }: Notification): void {
    const nowMs = performance.now();
    newestMs = clock.toPageMs(publishedAt);
    publications.set(seq, newestMs);
    lane.arrived(seq, nowMs);
    delaysMs.push(nowMs - newestMs);
    if (delaysMs.length > KEPT_DELAYS) delaysMs.shift();
    total.notifications++;
    show('seq', `#${seq}`);
    show('text', (payload as { text?: unknown })?.text?.toString() ?? JSON.stringify(payload));
    show('delay', inMs(median(delaysMs) ?? 0));
  }

  function follow(intervalMs: number): void {
    const after = following?.cursor();
    following?.close();
    lane.requestEnded(performance.now());
    following = followBy[transport]({
      topic,
      after,
      intervalMs,
      waitSeconds: WAIT_SECONDS,
      reconnects: true,
      onNotification: take,
      onRequest() {
        total.requests++;
        lane.requestBegan(performance.now());
      },
      onRequestEnd: () => lane.requestEnded(performance.now()),
      onBytes(bytes) {
        total.bytes += bytes;
      },
      onState(state) {
        showState(state);
        if (state.kind !== 'ended') return;
        following = undefined;
        publications.clear();
        setTimeout(() => follow(intervalMs), RESTART_MS);
      },
    });
  }

  return {
    follow,
    draw(nowMs) {
      lane.draw(nowMs, publications as Publications);
      show('age', newestMs === undefined ? '–' : inSeconds(nowMs - newestMs));
      showTotals();
    },
  };
}

/** Removes publications that no lane shows any more. */
export function forgetOld(publications: Map<number, number>, nowMs: number): void {
  for (const [seq, atMs] of publications) if (atMs < nowMs - 2 * LANE_MS) publications.delete(seq);
}
