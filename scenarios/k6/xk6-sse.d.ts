/** As much of the extension xk6-sse 0.2 as is used; it brings no types of its own. */
declare module 'k6/x/sse' {
  interface Event {
    id: string;
    name: string;
    comment: string;
    data: string;
  }
  interface AsyncClient {
    /** Resolves at the first event for which `holds`, of all that come from now on. Rejects when the stream ends, or after `timeoutMs`. */
    waitForEventAsync(holds: (event: Event) => boolean, timeoutMs: number): Promise<Event>;
    close(): void;
  }
  const sse: { openAsync(url: string, params: { headers?: Record<string, string> }): AsyncClient };
  export default sse;
}
