import type { Read } from './event-stream-standard.ts';

/** A stream, and what a reader must make of it. */
export interface Vector {
  name: string;
  bytes: Buffer;
  read: Read;
}

/** An event; `message` and without an id unless they are given. */
const event = (data: string, { type = 'message', id = '' } = {}) => ({ type, data, lastEventId: id });

function vector(
  name: string,
  stream: string | Buffer,
  events: Read['events'],
  {
    lastEventId = events.at(-1)?.lastEventId ?? '',
    retryMs,
  }: { lastEventId?: string; retryMs?: number } = {},
): Vector {
  return { name, bytes: Buffer.from(stream as string), read: { events, lastEventId, retryMs } };
}

const BOM = '\ufeff';
/** The bytes of a byte order mark, as three characters of their own. */
const THREE_CHARACTERS = 'ï»¿';

/** Own vectors after the HTML standard, §9.2.5 and §9.2.6, by what they are about. */
export const VECTORS: Record<string, Vector[]> = {
  'byte order mark': [
    vector('one at the start', `${BOM}data: a\n\n`, [event('a')]),
    vector('two at the start: the second belongs to the field', `${BOM}${BOM}data: a\n\ndata: b\n\n`, [
      event('b'),
    ]),
    vector('in front of a second event', `data: a\n\n${BOM}data: b\n\n`, [event('a')]),
    vector('in data', `data: ${BOM}a\n\n`, [event(`${BOM}a`)]),
    vector('the characters ï»¿, which are none', `${THREE_CHARACTERS}data: a\n\ndata: b\n\n`, [event('b')]),
  ],
  'ends of lines': [
    vector('LF', 'data: a\ndata: b\n\n', [event('a\nb')]),
    vector('CR', 'data: a\rdata: b\r\r', [event('a\nb')]),
    vector('CR LF', 'data: a\r\ndata: b\r\n\r\n', [event('a\nb')]),
    vector('all three in one stream', 'data: a\rdata: b\r\ndata: c\n\r\ndata: d\n\n', [
      event('a\nb\nc'),
      event('d'),
    ]),
    vector('LF CR, which are two', 'data: a\n\rdata: b\n\r', [event('a'), event('b')]),
    vector('CR and nothing more', 'data: a\r\r', [event('a')]),
    vector('other breaks of Unicode, which are none', 'data: a\u2028b\u0085c\vd\n\n', [
      event('a\u2028b\u0085c\vd'),
    ]),
  ],
  fields: [
    vector('one space after the colon is left out, and only one', 'data:a\ndata: b\ndata:  c\n\n', [
      event('a\nb\n c'),
    ]),
    vector('a tab after the colon stays', 'data:\ta\n\n', [event('\ta')]),
    vector('colons in a value stay', 'data: a: b:c\n\n', [event('a: b:c')]),
    vector('a name without a colon has an empty value', 'data\ndata: a\n\n', [event('\na')]),
    vector('unknown names, capitals, and spaces in front', 'foo: a\nData: b\n data: c\ndata : d\n\n', []),
    vector('comments', ': a\n:data: b\n:\ndata: c\n: d\n\n', [event('c')]),
    vector('no space is cut from the end', 'data: a \n\n', [event('a ')]),
    vector('NUL in data stays', 'data: a\0b\n\n', [event('a\0b')]),
  ],
  data: [
    vector('an empty line of data is an event', 'data:\n\n', [event('')]),
    vector('so is the name alone', 'data\n\n', [event('')]),
    vector('two empty lines of data', 'data\ndata\n\n', [event('\n')]),
    vector('no data is no event', 'event: x\n\n\n\ndata: a\n\n', [event('a')]),
    vector('no empty line at the end', 'data: a\n\ndata: b\n', [event('a')]),
    vector('nothing at the end of a line either', 'data: a\n\ndata: b', [event('a')]),
    vector('an empty stream', '', []),
  ],
  event: [
    vector('a type', 'event: x\ndata: a\n\ndata: b\n\n', [event('a', { type: 'x' }), event('b')]),
    vector('the last one counts', 'event: x\nevent: y\ndata: a\n\n', [event('a', { type: 'y' })]),
    vector('an empty one takes it back', 'event: x\nevent:\ndata: a\n\n', [event('a')]),
    vector('it may follow its data', 'data: a\nevent: x\n\n', [event('a', { type: 'x' })]),
  ],
  id: [
    vector('holds for the events behind it', 'id: 1\ndata: a\n\ndata: b\n\n', [
      event('a', { id: '1' }),
      event('b', { id: '1' }),
    ]),
    vector('without data counts', 'id: 1\n\ndata: a\n\n', [event('a', { id: '1' })]),
    vector('without data, at the end, counts', 'data: a\n\nid: 1\n\n', [event('a')], { lastEventId: '1' }),
    vector('an empty one takes it back', 'id: 1\ndata: a\n\nid:\ndata: b\n\n', [
      event('a', { id: '1' }),
      event('b'),
    ]),
    vector('so does the name alone', 'id: 1\ndata: a\n\nid\ndata: b\n\n', [
      event('a', { id: '1' }),
      event('b'),
    ]),
    vector('with NUL is ignored', 'id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n', [
      event('a', { id: '1' }),
      event('b', { id: '1' }),
    ]),
    vector('in half an event does not count', 'id: 1\ndata: a\n\nid: 2\ndata: b\n', [
      event('a', { id: '1' }),
    ]),
    vector('may have any other character', 'id: é €\u{1f600}:\ndata: a\n\n', [
      event('a', { id: 'é €\u{1f600}:' }),
    ]),
  ],
  retry: [
    vector('digits', 'retry: 1500\n\n', [], { retryMs: 1500 }),
    vector('counts before the empty line', 'retry: 1500\n', [], { retryMs: 1500 }),
    vector('the last one counts', 'retry: 1500\nretry: 20\n\n', [], { retryMs: 20 }),
    vector('zeros in front', 'retry: 0020\n\n', [], { retryMs: 20 }),
    vector(
      'anything but digits is ignored',
      'retry: 20\nretry: 30s\nretry: -1\nretry: 1.5\nretry: 1e3\n\n',
      [],
      {
        retryMs: 20,
      },
    ),
    vector('other digits than those of ASCII are ignored', 'retry: ٣\ndata: a\n\n', [event('a')]),
  ],
  'UTF-8': [
    vector('characters of two, three and four bytes', 'data: é€\u{1f600}\n\n', [event('é€\u{1f600}')]),
    vector(
      'what is not UTF-8 is replaced, one mark for each longest part of a character',
      Buffer.concat([
        Buffer.from('data: a'),
        Buffer.from([0xff, 0x62, 0xe2, 0x82, 0x63, 0xc0, 0xaf, 0xed, 0xa0, 0x80, 0xf0, 0x9f, 0x98]),
        Buffer.from('\n\n'),
      ]),
      [event('a\ufffdb\ufffdc\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd')],
    ),
  ],
};
