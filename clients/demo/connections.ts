/** Chromium, Firefox and Safari open at most this many HTTP/1.1 connections to one host. */
export const MOST_CONNECTIONS = 6;

/** A shorter wait is not shown: an answer may take that long. */
const SHOWN_AFTER_MS = 1000;
/** What another tab said holds for this long. */
const ANSWER_HOLDS_MS = 2500;
/** Two requests of one tab never begin at the same time. */
const STEP_MS = 0.001;

/** A request of this tab that needs one of the browser's connections until it ends. */
export interface TabRequest {
  /** Whether it has waited for a connection for a while. */
  waits(): boolean;
  end(): void;
}

/** The requests of this tab, and of the other tabs that show the same page. */
export interface Connections {
  begin(): TabRequest;
  /** Asks the other tabs for their requests. Each answers at once, even if it is hidden. */
  ask(): void;
  /** How many tabs show the page, as far as they answered. */
  tabCount(): number;
}

type Message = { kind: 'ask' } | { kind: 'answer'; tab: string; beganMs: number[] };

/**
 * Whether a request waits for a connection. A page cannot see that. But a browser gives connections
 * to requests in the order in which they began, so the first six that have not ended have one.
 * `beganMs` are the times of all requests that have not ended, in all tabs.
 */
export const isQueued = (ownBeganMs: number, beganMs: readonly number[]): boolean =>
  beganMs.filter(other => other < ownBeganMs).length >= MOST_CONNECTIONS;

/** Counts requests together with the other tabs on the channel. All times are `Date.now()`. */
export function createConnections(channel: BroadcastChannel): Connections {
  const own = new Set<number>();
  const others = new Map<string, { beganMs: number[]; atMs: number }>();
  const tab = Math.random().toString(36).slice(2);
  let lastMs = 0;

  const send = (message: Message) => channel.postMessage(message);
  channel.onmessage = event => {
    const data: Message = event.data;
    if (data.kind === 'ask') send({ kind: 'answer', tab, beganMs: [...own] });
    else others.set(data.tab, { beganMs: data.beganMs, atMs: Date.now() });
  };

  /** The answers that still hold: a closed tab gives no more. */
  function answers(): { beganMs: number[] }[] {
    for (const [other, { atMs }] of others) if (Date.now() - atMs > ANSWER_HOLDS_MS) others.delete(other);
    return [...others.values()];
  }

  return {
    begin() {
      const beganMs = Math.max(Date.now(), lastMs + STEP_MS);
      lastMs = beganMs;
      own.add(beganMs);
      return {
        waits: () =>
          own.has(beganMs) &&
          Date.now() - beganMs > SHOWN_AFTER_MS &&
          isQueued(beganMs, [...own, ...answers().flatMap(answer => answer.beganMs)]),
        end: () => void own.delete(beganMs),
      };
    },
    ask: () => send({ kind: 'ask' }),
    tabCount: () => 1 + answers().length,
  };
}
