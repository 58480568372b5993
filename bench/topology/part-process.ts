import { rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Window, waitUntil } from '../meters/window.ts';
import { childProcess } from '../processes/child-side.ts';
import type { FromPart, PartChange, PartConfig, ToPart } from '../processes/messages.ts';
import type { PartLoad } from '../processes/reports.ts';
import { Unavailable } from '../processes/unavailable.ts';
import { writeConfiguration } from './configuration.ts';
import { type RunningProgram, startProgram } from './program.ts';
import { type FoundProgram, findProxy, findValkey, valkeyArgs } from './programs.ts';
import { type TreeUse, treeUse } from './tree-meter.ts';

// A proxy in front of servers, or a broker behind them: starts the program, meters it from outside,
// and ends it.

/** A port that was free may be taken before the program has it. */
const STARTS = 5;
/** A program that has just been killed is known to have ended after this time. */
const LAST_WORDS_MS = 500;

let program: RunningProgram | undefined;
// However this process ends in order: `stop`, the end of the bench, or a fault.
process.on('exit', () => {
  program?.kill();
  rmSync(config.folder, { recursive: true, force: true });
});

/** A port that nobody has in this network. */
async function freePort(): Promise<number> {
  const server = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject).listen(0, resolve);
  await promise;
  const { port } = server.address() as AddressInfo;
  await new Promise(closed => server.close(closed));
  return port;
}

/** Its program, and the arguments with which it listens on a port. */
function found(): FoundProgram & { argsFor(port: number): readonly string[] } {
  const { part, host, folder } = config;
  if (part.role === 'broker')
    return { ...findValkey(), argsFor: port => valkeyArgs(host, port, part.storage, folder) };
  const { proxy, serverPorts: servers } = part;
  return { ...findProxy(proxy), argsFor: front => writeConfiguration(part, { front, servers }, folder) };
}

/** Starts the program on a free port. Rejects with its own words if it does not start. */
async function start({ path, argsFor }: ReturnType<typeof found>) {
  const { host, folder } = config;
  for (let start = 1; ; start++) {
    const port = await freePort();
    const running = startProgram(path, argsFor(port), folder);
    const fault = await running.untilListens(host, port).catch((error: Error) => error);
    if (!(fault instanceof Error)) return { running, port };
    if (start === STARTS) throw fault;
  }
}

/** What the program uses, with what it used before it was killed. */
function use(): TreeUse {
  const { cpuMicros, rssBytes } = treeUse((program as RunningProgram).pid);
  return { cpuMicros: cpuMicros + cpuMicrosOfKilled, rssBytes };
}

/** What the program uses over a window. */
async function measure({ fromMicros, toMicros }: Window): Promise<PartLoad> {
  await waitUntil(fromMicros);
  const before = use();
  await waitUntil(toMicros);
  const after = use();
  return {
    cpuMicros: after.cpuMicros - before.cpuMicros,
    rssBytes: after.rssBytes,
    rssBytesBeforeConnect,
  };
}

/** A program that has ended cannot be metered: its own last words say more. Null if it runs. */
async function lastWords(): Promise<Error | null> {
  const running = sleep(LAST_WORDS_MS, null);
  const reason = await Promise.race([program?.ended ?? null, running]);
  return reason === null ? null : new Error(reason);
}

/** Takes a program that runs; its end is a failure unless it was asked for. */
function take(running: RunningProgram): void {
  program = running;
  running.ended.then(reason => {
    if (!isKilled) failed(new Error(reason));
  });
}

/** Does to the program what it is told. */
async function change(wanted: PartChange): Promise<void> {
  const running = program as RunningProgram;
  if (wanted === 'pause') running.pause();
  if (wanted === 'resume') running.resume();
  if (wanted === 'kill') {
    cpuMicrosOfKilled = use().cpuMicros;
    isKilled = true;
    running.kill();
    await running.ended;
  }
  if (wanted === 'start') {
    const { path, argsFor } = own;
    const successor = startProgram(path, argsFor(port), config.folder);
    program = successor;
    await successor.untilListens(config.host, port);
    isKilled = false;
    take(successor);
  }
  send({ type: 'changed' });
}

const failed = (error: Error) =>
  send({ type: 'failed', reason: error.message, unavailable: error instanceof Unavailable });

let rssBytesBeforeConnect = 0;
let cpuMicrosOfKilled = 0;
let isKilled = false;
let own: ReturnType<typeof found>;
let port = 0;
const { config, send } = childProcess<PartConfig, ToPart, FromPart>(message => {
  if (message.type === 'measure') {
    measure(message.window).then(
      load => send({ type: 'measured', load }),
      async error => failed((await lastWords()) ?? error),
    );
  }
  if (message.type === 'change') change(message.change).catch(failed);
});

try {
  own = found();
  const { version } = own;
  const started = await start(own);
  port = started.port;
  take(started.running);
  rssBytesBeforeConnect = use().rssBytes;
  send({ type: 'ready', port, version });
} catch (error) {
  failed(error as Error);
}
