import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { expect, onTestFinished } from 'vitest';
import type { Target } from '../../clients/transports/subscriber.ts';
import { rowsBelow } from './conformance-document.ts';
import type { Read } from './event-stream-standard.ts';
import { VECTORS } from './event-stream-vectors.ts';

/** Title of the table of readers in docs/conformance.md: the vectors by what they are about. */
const TITLE = 'Event stream';
const DIFFERENCES = `${TITLE}: differences`;

/** What a reader made of each vector, in their order; what it does not tell is missing. */
export type Made = readonly Partial<Read>[];

export const STREAMS = Object.values(VECTORS)
  .flat()
  .map(({ bytes }) => bytes);
/** The types of all events that the vectors may cause. */
export const EVENT_TYPES = [
  ...new Set(
    Object.values(VECTORS)
      .flat()
      .flatMap(({ read }) => ['message', ...read.events.map(({ type }) => type)]),
  ),
];

/** Events in words, for the document. */
const eventsText = (events: Read['events'] = []): string =>
  events
    .map(
      ({ type, data, lastEventId }) =>
        `${type} ${JSON.stringify(data)}${lastEventId === '' ? '' : ` with id ${lastEventId}`}`,
    )
    .join(', ') || 'none';

/** The columns of readers in the document, with their versions. */
export const documentedReaders = (): string[] => rowsBelow(TITLE, 0)[0]?.slice(1) ?? [];

/** Where a reader made something else of a vector than the standard, by what that is about. */
function differencesOf(made: Made): Record<string, string[][]> {
  const rest = made.values();
  return Object.fromEntries(
    Object.entries(VECTORS).map(([about, vectors]) => [
      about,
      vectors.flatMap(({ name, read }) => {
        const { value: got = {} } = rest.next();
        const wanted = Object.fromEntries(Object.keys(got).map(key => [key, read[key as keyof Read]]));
        return isDeepStrictEqual(got, wanted)
          ? []
          : [[about, name, eventsText(got.events), eventsText(read.events)]];
      }),
    ]),
  );
}

const documentedDifferences = (reader: string): string[][] =>
  rowsBelow(DIFFERENCES)
    .filter(([who]) => who === reader)
    .map(row => row.slice(1));

/** Compares what a reader made of all vectors with its column in docs/conformance.md. */
export function expectAsDocumented(reader: string, made: Made): void {
  const [head = [], ...table] = rowsBelow(TITLE, 0);
  const column = head.indexOf(reader);
  expect(column, `a column ${reader}`).toBeGreaterThan(0);
  const differences = differencesOf(made);
  expect(table.map(row => [row[0], row[column]])).toEqual(
    Object.entries(VECTORS).map(([about, { length }]) => [
      about,
      `${length - (differences[about]?.length ?? 0)} of ${length}`,
    ]),
  );
  expect(documentedDifferences(reader)).toEqual(Object.values(differences).flat());
}

/** The same for another version than the document's: no difference may be new. */
export function expectNothingNew(reader: string, made: Made): void {
  expect(documentedDifferences(reader)).toEqual(
    expect.arrayContaining(Object.values(differencesOf(made)).flat()),
  );
}

/**
 * Serves each vector at its number as path, and a page for browsers at any other. Closed when the
 * test is over.
 */
export async function serveVectors(page = ''): Promise<Target> {
  const server = createServer((request, response) => {
    const stream = STREAMS[Number(request.url?.slice(1) || 'NaN')];
    if (!stream) response.setHeader('content-type', 'text/html').end(page);
    else response.writeHead(200, { 'content-type': 'text/event-stream' }).end(stream);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

/**
 * What an EventSource makes of each vector at an address: its events alone. Runs in a browser too,
 * and so refers to nothing outside.
 */
export async function readByEventSource(
  Source: typeof EventSource,
  address: string,
  streamCount: number,
  types: readonly string[],
): Promise<Pick<Read, 'events'>[]> {
  const made: Pick<Read, 'events'>[] = [];
  for (let index = 0; index < streamCount; index++) {
    const events: Read['events'] = [];
    await new Promise<void>(resolve => {
      const source = new Source(`${address}/${index}`);
      for (const type of types)
        source.addEventListener(type, event => {
          const { data, lastEventId } = event as MessageEvent;
          events.push({ type, data, lastEventId });
        });
      source.addEventListener('error', () => {
        source.close();
        resolve();
      });
    });
    made.push({ events });
  }
  return made;
}

/** A program text that gives what the EventSource of its own platform makes of the vectors. */
export const callOfEventSource = (address: string): string =>
  `(${readByEventSource})(EventSource, ...${JSON.stringify([address, STREAMS.length, EVENT_TYPES])})`;
