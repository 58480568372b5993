import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type RunningProgram, startProgram } from '../../bench/topology/program.ts';
import { findValkey, valkeyArgs } from '../../bench/topology/programs.ts';
import type { BrokerAddress } from '../../servers/feed/broker/connection.ts';
import { freePorts } from './ports.ts';

const HOST = '127.0.0.1';

/** Whether the tests of a broker are left out, and their title, which says what is missing. */
export function brokerAvailable(): { isMissing: boolean; title: string } {
  try {
    const { path, version } = findValkey();
    return { isMissing: false, title: `${path.split('/').at(-1)} ${version}` };
  } catch (error) {
    return { isMissing: true, title: `a broker (${(error as Error).message})` };
  }
}

export interface RunningBroker {
  address: BrokerAddress;
  /** Ends it at once, with all that it held. */
  kill(): Promise<void>;
  /** Starts it again, empty. */
  restart(): Promise<void>;
  /** Stops it without ending it, until the returned function is called. */
  pause(): () => void;
}

/** Starts a broker on a free port; it ends with the test. */
export async function startBroker(): Promise<RunningBroker> {
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-broker-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [port = 0] = await freePorts(1);
  let program: RunningProgram;
  async function start(): Promise<void> {
    program = startProgram(findValkey().path, valkeyArgs(HOST, port, 'memory', folder), folder);
    await program.untilListens(HOST, port);
  }
  async function kill(): Promise<void> {
    program.kill();
    await program.ended;
  }
  await start();
  onTestFinished(kill);
  return {
    address: { host: HOST, port },
    kill,
    restart: start,
    pause() {
      program.pause();
      return () => program.resume();
    },
  };
}
