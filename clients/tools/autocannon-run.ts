import autocannon from 'autocannon';

/** What its types leave out: where it records what it measures. Several that run beside each other may share one. */
export type AutocannonOptions = autocannon.Options & { histograms?: Record<string, unknown> };

/** Connections of autocannon that ask until they are stopped. */
export interface AutocannonRun {
  /** Resolves when the last has ended. */
  stop(): Promise<void>;
}

export interface AutocannonEvents {
  onResponse(status: number, bytes: number, responseMs: number): void;
  onError(): void;
}

/** Long enough for any trial; it is stopped before. */
const FOREVER_SECONDS = 3600;
/** autocannon looks so often whether it was stopped. */
const SAMPLE_MS = 100;

/**
 * Starts autocannon on so many connections. Those of one start ask at the same moment, and at a set rate again each second: so many
 * `starts`, spread over `overMs`, are as many of autocannon.
 */
export function startAutocannon(
  options: AutocannonOptions,
  { connections, starts, overMs }: { connections: number; starts: number; overMs: number },
  { onResponse, onError }: AutocannonEvents,
): AutocannonRun {
  const running: { instance: autocannon.Instance; ended: Promise<void> }[] = [];
  function begin(own: number): void {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    // With a callback, for what it returns without has no events in its types. What goes wrong is counted.
    const instance = autocannon(
      { ...options, connections: own, duration: FOREVER_SECONDS, sampleInt: SAMPLE_MS },
      () => resolve(),
    );
    instance.on('response', (_client, status, bytes, responseMs) => onResponse(status, bytes, responseMs));
    instance.on('reqError', onError);
    running.push({ instance, ended });
  }
  const batches = Math.min(starts, connections);
  const timers = Array.from({ length: batches }, (_, index) =>
    setTimeout(() => begin(Math.floor((connections + index) / batches)), (index * overMs) / batches),
  );
  return {
    async stop() {
      for (const timer of timers) clearTimeout(timer);
      for (const { instance } of running) instance.stop();
      await Promise.all(running.map(({ ended }) => ended));
    },
  };
}
