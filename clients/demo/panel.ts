import type { Notification } from '../../scenarios/load/notification.ts';
import type { TestedTransport } from '../../scenarios/load/transport.ts';
import type { Following, PageState } from '../page/follow.ts';
import type { ServerClock } from '../page/server-clock.ts';
import { followBy } from '../page/transports.ts';
import type { Connections, TabRequest } from './connections.ts';
import { createDisplay } from './display.ts';
import { createFacts } from './facts.ts';
import { createLane, LANE_MS, type Publications } from './lane.ts';
import { COUNTS_WHEN_OPEN, inSeconds, QUEUED, stateInWords } from './panel-words.ts';

/** One transport as the demonstration shows it. */
export interface Panel {
  /** Follows the topic from now on; called again, it continues with another interval. */
  follow(intervalMs: number): void;
  /** Extrapolates from what follows, because the load has changed. */
  restart(): void;
  /** Shows whether its request waits for a connection. */
  showWait(): void;
  /** Keeps the texts as they are, or brings them up to date. */
  freeze(isOn: boolean): void;
  /** Draws the seconds before `shownMs`, and updates the texts that change with time. */
  draw(shownMs: number, nowMs: number): void;
}

/** What all panels share. */
export interface Shared {
  topic: string;
  clock: ServerClock;
  connections: Connections;
  /** When each notification was published, by seq; each panel adds what it receives. */
  publications: Map<number, number>;
}

const WAIT_SECONDS = 25;
/**
 * A panel whose subscription ended, for example by a server restart, starts again after this time.
 */
const RESTART_MS = 3000;
/**
 * A poll on the same machine ends before it could be noticed, so its state is shown for at least
 * this time.
 */
const POLLING_SHOWN_MS = 150;

/** Shows one transport in its element of the page. */
export function createPanel(
  element: HTMLElement,
  { topic, clock, connections, publications }: Shared,
): Panel {
  const transport = element.dataset.transport as TestedTransport;
  const lane = createLane(element.querySelector('canvas') as HTMLCanvasElement);
  const display = createDisplay(element);
  const facts = createFacts(transport, performance.now());
  let newestMs: number | null = null;
  let following: Following | undefined;
  let shownState: PageState | undefined;
  let stateTimer: ReturnType<typeof setTimeout>;
  let request: TabRequest | undefined;
  let endRequest = () => {};

  function putState(): void {
    if (!shownState) return;
    const isQueued = shownState.kind !== 'open' && request?.waits() === true;
    display.mark('state', isQueued ? 'queued' : shownState.kind);
    display.show('state', isQueued ? QUEUED : stateInWords(transport, shownState));
    if (isQueued) display.show('tabs', String(connections.tabCount()));
  }

  function showState(state: PageState): void {
    clearTimeout(stateTimer);
    const put = () => {
      shownState = state;
      putState();
    };
    if (transport === 'short-polling' && state.kind === 'idle')
      stateTimer = setTimeout(put, POLLING_SHOWN_MS);
    else put();
  }

  function take({ seq, publishedAt, payload }: Notification): void {
    const nowMs = performance.now();
    const publishedMs = clock.toPageMs(publishedAt);
    facts.delivered(publishedMs === null ? null : nowMs - publishedMs);
    display.show('seq', `#${seq}`);
    display.show('text', (payload as { text?: unknown })?.text?.toString() ?? JSON.stringify(payload));
    newestMs = publishedMs;
    if (publishedMs === null) return;
    publications.set(seq, publishedMs);
    lane.arrived(seq, nowMs);
  }

  /** Marks the begin of a request; `endRequest` marks its end. */
  function beginRequest(): void {
    const nowMs = performance.now();
    facts.request(nowMs);
    const endInLane = lane.requestBegan(nowMs);
    const own = connections.begin();
    request = own;
    endRequest = () => {
      endInLane(performance.now());
      own.end();
    };
  }

  function follow(intervalMs: number): void {
    const after = following?.cursor();
    following?.close();
    endRequest();
    facts.restart(performance.now());
    // A poll that was given up reports its end after the next one has begun.
    let endOwn = () => {};
    following = followBy[transport]({
      topic,
      after,
      intervalMs,
      waitSeconds: WAIT_SECONDS,
      reconnects: true,
      onNotification: take,
      onRequest() {
        beginRequest();
        endOwn = endRequest;
      },
      onRequestEnd: () => endOwn(),
      onBytes: bytes => facts.bytes(performance.now(), bytes),
      onResponse: count => facts.response(count),
      onState(state) {
        if (state.kind === 'open' && !COUNTS_WHEN_OPEN[transport]) request?.end();
        showState(state);
        if (state.kind !== 'ended') return;
        following = undefined;
        endOwn();
        publications.clear();
        setTimeout(() => follow(intervalMs), RESTART_MS);
      },
    });
  }

  return {
    follow,
    restart: () => facts.restart(performance.now()),
    showWait: putState,
    freeze: display.freeze,
    draw(shownMs, nowMs) {
      lane.draw(shownMs, nowMs, publications as Publications);
      display.show('age', newestMs === null ? '–' : inSeconds(nowMs - newestMs));
      for (const [name, text] of Object.entries(facts.texts(nowMs))) display.show(name, text);
    },
  };
}

/** Removes publications that no lane shows: not at `shownMs`, and not later. */
export function forgetOld(publications: Map<number, number>, shownMs: number, nowMs: number): void {
  for (const [seq, atMs] of publications) {
    const isShown = atMs <= shownMs && atMs >= shownMs - 2 * LANE_MS;
    if (!isShown && atMs < nowMs - 2 * LANE_MS) publications.delete(seq);
  }
}
