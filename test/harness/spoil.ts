// Loaded into the processes of a trial before they start (--import), to spoil one delivery or one
// clock on purpose: what the gates are there to find. SPOIL says which.
import { syncBuiltinESMExports } from 'node:module';
import net, { Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import zlib from 'node:zlib';
import { ENTRIES } from '../../bench/processes/entries.ts';

const SPOILED_SEQ = 20;
const what = process.env.SPOIL;
const entry = process.argv[1] ?? '';

if (entry.endsWith(ENTRIES.server)) {
  const write = Socket.prototype.write;
  let held: { socket: Socket; args: unknown[] } | undefined;
  let isDone = false;
  // Only chunks of a push stream: buffers that hold one notification.
  Socket.prototype.write = function spoiledWrite(this: Socket, ...args: never[]) {
    const [chunk] = args as unknown[];
    const isSpoiled = !isDone && Buffer.isBuffer(chunk) && String(chunk).includes(`"seq":${SPOILED_SEQ},`);
    const pass = (given: unknown[]) => Reflect.apply(write, this, given) as boolean;
    if (held?.socket === this) {
      pass(args);
      const late = held.args;
      held = undefined;
      return pass(late);
    }
    if (!isSpoiled) return pass(args);
    isDone = true;
    if (what === 'drop') return true;
    if (what === 'double') pass(args);
    if (what === 'swap') {
      held = { socket: this, args };
      return true;
    }
    if (what === 'cut') {
      this.destroy();
      return false;
    }
    return pass(args);
  } as typeof write;
}

if (what === 'alter' && entry.endsWith(ENTRIES.server)) {
  // A letter of one payload, before it is compressed: what arrives is valid JSON.
  const { deflateRawSync } = zlib;
  const altered = (text: string) =>
    text.includes(`"seq":${SPOILED_SEQ},`) ? text.replace(/.("}}\s*)$/, '~$1') : text;
  Object.assign(zlib, {
    deflateRawSync: (content: Buffer, options: zlib.ZlibOptions) =>
      deflateRawSync(Buffer.from(altered(String(content))), options),
  });
  syncBuiltinESMExports();
}

if (what === 'burn' && entry.endsWith(ENTRIES.worker)) {
  // Two threads: then there is enough to do although other processes want the core too.
  for (let thread = 0; thread < 2; thread++) new Worker('for (;;);', { eval: true, execArgv: [] }).unref();
}

if (what === 'toil' && entry.endsWith(ENTRIES.worker)) {
  const MS_PER_CHUNK = 2;
  const { connect } = net;
  const toilsome = ({ onread, ...rest }: { onread: { callback: (...args: unknown[]) => boolean } }) => {
    const callback = (...args: unknown[]) => {
      for (const end = performance.now() + MS_PER_CHUNK; performance.now() < end; );
      return onread.callback(...args);
    };
    return Reflect.apply(connect, net, [{ ...rest, onread: { ...onread, callback } }]);
  };
  Object.assign(net, { connect: toilsome });
  syncBuiltinESMExports();
}

if (what === 'clock' && entry.endsWith(ENTRIES.publisher)) {
  const AHEAD_SECONDS = 1;
  const real = process.hrtime;
  const ahead = (previous?: [number, number]): [number, number] => {
    const [seconds, nanoseconds] = real(previous);
    return [seconds + AHEAD_SECONDS, nanoseconds];
  };
  // From the window on: before it, an ahead clock would only begin early.
  setTimeout(() => Object.assign(process, { hrtime: Object.assign(ahead, { bigint: real.bigint }) }), 1500);
}
