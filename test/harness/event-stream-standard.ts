/** What a reader of an event stream makes of it. */
export interface Read {
  /** The events in order, each with the last id as it stood then. */
  events: { type: string; data: string; lastEventId: string }[];
  /** What the next request would send as `Last-Event-ID`. */
  lastEventId: string;
  /** The reconnection time, if the stream set one. */
  retryMs: number | undefined;
}

/** How lines end. */
const END_OF_LINE = /\r\n|\n|\r/;

/**
 * Reads a whole stream as the HTML standard says it, sentence by sentence, without a thought for
 * speed (§9.2.6, https://html.spec.whatwg.org/multipage/server-sent-events.html).
 */
export function readByStandard(bytes: Uint8Array): Read {
  // "UTF-8 decode": strips one byte order mark, and replaces what is not UTF-8.
  const lines = new TextDecoder().decode(bytes).split(END_OF_LINE);
  // What follows the last end of a line is no line yet.
  lines.pop();
  const read: Read = { events: [], lastEventId: '', retryMs: undefined };
  let data = '';
  let type = '';
  let id = '';

  function dispatch(): void {
    read.lastEventId = id;
    if (data !== '')
      read.events.push({ type: type || 'message', data: data.replace(/\n$/, ''), lastEventId: id });
    data = '';
    type = '';
  }
  function process(field: string, value: string): void {
    if (field === 'event') type = value;
    else if (field === 'data') data += `${value}\n`;
    else if (field === 'id' && !value.includes('\0')) id = value;
    else if (field === 'retry' && /^[0-9]+$/.test(value)) read.retryMs = Number(value);
  }

  for (const line of lines) {
    const colon = line.indexOf(':');
    if (line === '') dispatch();
    else if (colon < 0) process(line, '');
    else if (colon > 0) process(line.slice(0, colon), line.slice(colon + 1).replace(/^ /, ''));
  }
  return read;
}
