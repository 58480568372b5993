import autocannon from 'autocannon';

/**
 * Adds an option that the types lack: where measurements are recorded. Parallel instances may share
 * it.
 */
export type AutocannonOptions = autocannon.Options & { histograms?: Record<string, unknown> };

/** Connections of autocannon that make requests until they are stopped. */
export interface AutocannonRun {
  /** Resolves when the last instance has ended. */
  stop(): Promise<void>;
}

export interface AutocannonEvents {
  onResponse(status: number, bytes: number, responseMs: number): void;
  onError(): void;
}

/** Longer than any trial; autocannon is stopped earlier. */
const FOREVER_SECONDS = 3600;
/** How often autocannon checks whether it was stopped. */
const SAMPLE_MS = 100;

/**
 * Starts autocannon with `connections` connections. The connections of one instance make their
 * requests at the same moment, and at a set rate again each second. Therefore `starts` instances
 * start, spread over `overMs`.
 */
export function startAutocannon(
  options: AutocannonOptions,
  { connections, starts, overMs }: { connections: number; starts: number; overMs: number },
  { onResponse, onError }: AutocannonEvents,
): AutocannonRun {
  const running: { instance: autocannon.Instance; ended: Promise<void> }[] = [];
  function begin(own: number): void {
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    // With a callback, because the value returned without one has no events in its types. Errors
    // are counted.
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
