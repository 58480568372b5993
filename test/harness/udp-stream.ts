import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** A stream of numbered UDP packets. */
export interface UdpStream {
  to: string;
  packets: number;
  /** UDP payload of each. */
  bytes: number;
  /** Time between two; 0 sends all at once. */
  everyMs: number;
}

const PORT = 9999;
/** Headers of Ethernet and IPv4, and of UDP. */
const UDP_AT = 34;
const PAYLOAD_AT = 42;

/** What the sender runs: Node alone, and nothing of the lab. */
const SENDER = `
  const socket = require('node:dgram').createSocket('udp4');
  const [to, port, packets, bytes, everyMs] = process.argv.slice(1);
  const startMs = performance.now();
  let index = 0;
  (function next() {
    while (index < packets && performance.now() >= startMs + index * everyMs) {
      const packet = Buffer.alloc(+bytes);
      packet.writeUInt32BE(index++);
      socket.send(packet, +port, to);
    }
    if (index < packets) setTimeout(next, 1);
    else setTimeout(() => socket.close(), 50);
  })();`;

/** Sends a stream from behind a prefix, to its end. */
export async function sendUdp(prefix: readonly string[], stream: UdpStream): Promise<void> {
  const { to, packets, bytes, everyMs } = stream;
  const [file, ...words] = [...prefix, process.execPath, '-e', SENDER];
  const args = [to, PORT, packets, bytes, everyMs].map(String);
  const child = spawn(file as string, [...words, ...args], { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`the sender ended with ${code}`);
}

/**
 * When each packet of a stream passed, by its number, in ms of the kernel's wall clock: from a
 * capture file in libpcap's format with 64 bytes of each packet or more.
 */
export function udpTimes(file: string): Map<number, number> {
  const bytes = readFileSync(file);
  const times = new Map<number, number>();
  for (let at = 24; at < bytes.length; ) {
    const [seconds = 0, micros = 0, kept = 0] = [0, 4, 8].map(offset => bytes.readUInt32LE(at + offset));
    const packet = bytes.subarray(at + 16, at + 16 + kept);
    at += 16 + kept;
    const isStream =
      kept >= PAYLOAD_AT + 4 &&
      packet.readUInt16BE(12) === 0x0800 &&
      packet[23] === 17 &&
      packet.readUInt16BE(UDP_AT + 2) === PORT;
    if (isStream) times.set(packet.readUInt32BE(PAYLOAD_AT), seconds * 1000 + micros / 1000);
  }
  return times;
}
