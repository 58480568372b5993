/**
 * The used part of k6/x/sse, which xk6-sse 0.2 and sse-extension/ have in common. Neither has types
 * of its own.
 */
declare module 'k6/x/sse' {
  interface Event {
    id: string;
    name: string;
    data: string;
  }
  interface AsyncClient {
    /**
     * Resolves with the first event for which `holds` is true, of those that arrive from now on.
     * Rejects when the stream ends, or after `timeoutMs`.
     */
    waitForEventAsync(holds: (event: Event) => boolean, timeoutMs: number): Promise<Event>;
    close(): void;
  }
  const sse: { openAsync(url: string, params: { headers?: Record<string, string> }): AsyncClient };
  export default sse;
}
