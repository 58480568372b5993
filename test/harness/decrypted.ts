import { spawnSync } from 'node:child_process';

/** The sender of what goes down, and of what goes up. */
export const SERVER_MAC = '020000000001';
export const CLIENT_MAC = '020000000002';

/** Whether tshark is installed. */
export const hasTshark = spawnSync('tshark', ['--version']).status === 0;

/** A record of TLS that is complete with a packet. */
interface TlsRecord {
  /** Without its header of 5 B. */
  bytes: number;
  /** The type of its content, after decryption: 20 to 23 (RFC 8446 §5.1). */
  type: number;
}

/** A packet of a capture, as tshark reads it. */
export interface Packet {
  /** Of the wall clock. */
  atMs: number;
  /** The sender’s MAC. */
  from: string;
  /** The same for all packets of a connection. */
  connection: string;
  bytes: number;
  /** It opens a connection. */
  isSyn: boolean;
  /** Of the TCP segment in it; 0 if they came before. */
  contentBytes: number;
  /** Types of the handshake’s messages (RFC 8446 §4). */
  handshakes: number[];
  records: TlsRecord[];
  /** What those of them that carry application data have in them. */
  plain: Buffer;
}

const FIELDS = [
  'frame.time_epoch',
  'eth.src',
  'frame.len',
  'tcp.flags.syn',
  'tcp.len',
  'tcp.stream',
  'tcp.seq',
  'tls.handshake.type',
  'tls.record.length',
  'tls.record.content_type',
  'data.data',
];

const numbers = (text: string) => (text === '' ? [] : text.split(',').map(Number));

function packetOf(line: string, seen: Set<string>): Packet {
  const [at = '', from = '', bytes, syn, content, stream, seq, ...ofTls] = line.split('\t');
  const [handshakes = '', lengths = '', types = '', data = ''] = ofTls;
  const segment = [stream, from, seq, content].join();
  const isRepeated = seen.has(segment);
  seen.add(segment);
  const typeOf = numbers(types);
  return {
    atMs: Number(at) * 1000,
    from: from.replaceAll(':', ''),
    connection: stream ?? '',
    bytes: Number(bytes),
    isSyn: syn === '1',
    contentBytes: isRepeated ? 0 : Number(content),
    handshakes: numbers(handshakes),
    records: numbers(lengths).map((bytes, index) => ({ bytes, type: typeOf[index] ?? Number.NaN })),
    plain: Buffer.from(data.replaceAll(',', ''), 'hex'),
  };
}

/**
 * The packets of a capture whose connections are all over TLS, decrypted by tshark with a key log.
 * The type of a record that it has no key for is NaN.
 */
export function decryptedPackets(file: string, keyLog: string): Packet[] {
  const { status, stdout, stderr } = spawnSync(
    'tshark',
    [
      ...['-n', '-r', file, '-o', `tls.keylog_file:${keyLog}`, '-T', 'fields'],
      // A server's port may be known to tshark for something else.
      ...['-d', 'tcp.port==1-65535,tls'],
      // What is in TLS is shown as it is: else tshark joins the parts of an HTTP message.
      ...['--disable-protocol', 'http', '--disable-protocol', 'http2'],
      ...FIELDS.flatMap(field => ['-e', field]),
    ],
    { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(`tshark: ${stderr}`);
  const seen = new Set<string>();
  return stdout
    .trimEnd()
    .split('\n')
    .map(line => packetOf(line, seen));
}
