import { counted, span } from '../../report/text/format.ts';
import { cursorText } from '../../scenarios/load/cursor.ts';
import { printable } from '../../scenarios/load/printable.ts';
import { nameOf } from '../../scenarios/load/transport.ts';
import type { PollOutcome, ServerEvent, Visitor } from '../../servers/observation/events.ts';

const KIND_COLUMNS = 9;
const TOPIC_COLUMNS = 8;
const TRANSPORT_COLUMNS = 13;
/** Enough for `127.0.0.1:65535`; a longer address moves the rest of its line. */
const ADDRESS_COLUMNS = 15;

const topicCell = (topic: string) => printable(topic, 24).padEnd(TOPIC_COLUMNS);
const clientCells = (first: string, address: string) =>
  `${first.padEnd(TRANSPORT_COLUMNS)}  ${address.padEnd(ADDRESS_COLUMNS)}`;
const visitorCells = ({ transport, topic, address }: Visitor) =>
  `${topicCell(topic)}  ${clientCells(nameOf(transport), address)}`;

function gotInWords({ statusCode, notificationCount, cursor }: PollOutcome): string {
  if (statusCode === 304) return 'not modified';
  const got = notificationCount === 0 ? 'nothing new' : counted(notificationCount, 'notification');
  return cursor === null ? got : `${got}, next ${cursor}`;
}

/** The payload is the last member of a notification, behind these bytes at most. */
const HEAD_BYTES = 1024;

/** When a notification was published. In a topic of this text, the quotes would be escaped. */
const stampIn = (json: Buffer): string | undefined =>
  /"publishedAt":(\d+)/.exec(json.toString('utf8', 0, HEAD_BYTES))?.[1];

function cells(event: ServerEvent): string {
  switch (event.kind) {
    case 'came': {
      const { visitor, cursor } = event;
      const from = cursor === null ? 'from now' : `from ${cursor}`;
      return `${visitorCells(visitor)}  ${visitor.transport === 'long-polling' ? `waits, ${from}` : from}`;
    }
    case 'polled': {
      const { visitor, waitedMs, answer } = event;
      const waited = visitor.transport === 'long-polling' ? `waited ${span(waitedMs / 1000)}: ` : '';
      return `${visitorCells(visitor)}  ${waited}${gotInWords(answer)}`;
    }
    case 'left':
      return `${visitorCells(event.visitor)}  after ${span(event.stayedMs / 1000)}: ${printable(event.why, Infinity)}`;
    case 'published': {
      const { entry, followers } = event;
      const size = counted(entry.json.length, 'byte');
      return `${topicCell(entry.topic)}  ${cursorText(entry)}, ${size}, to ${counted(followers, 'follower')}, stamp ${stampIn(entry.json)}`;
    }
    case 'refused': {
      const { request, address, statusCode, reason } = event;
      return `${topicCell('–')}  ${clientCells('–', address)}  ${statusCode} to ${printable(request)}: ${printable(reason, Infinity)}`;
    }
  }
}

/** A line of what happens: the time of day, of what kind it is, and the rest. */
export const lineOf = (time: string, kind: string, rest: string): string =>
  `${time}  ${kind.padEnd(KIND_COLUMNS)}  ${rest}`;

/** One event in a line: the time of day, what happened, the topic, and then what belongs to it. */
export const eventLine = (event: ServerEvent, time: string): string => lineOf(time, event.kind, cells(event));
