import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startProgram } from '../../../bench/topology/program.ts';
import type { Target } from '../../../clients/transports/subscriber.ts';
import { freePorts } from '../ports.ts';
import { commandOf, type TestedProxy } from './programs.ts';

const HOST = '127.0.0.1';
/** A port that was free may be taken before the proxy has it. */
const STARTS = 5;

export interface RunningProxy {
  /** Where the listener with this name in the configuration, such as `TLS_PORT`, listens. */
  target(portName: string): Target;
  /** The certificate of its TLS listener. */
  certificate(): Buffer;
}

/**
 * Starts a proxy in front of a server, on free ports and with its files in a temporary folder. Both
 * end with the test. Rejects with the proxy's own words if it does not start.
 */
export async function startProxy(tested: TestedProxy, origin: Target): Promise<RunningProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-tested-proxy-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  tested.prepare?.(folder);
  const template = readFileSync(join(import.meta.dirname, tested.configuration), 'utf8');
  const portNames = [...new Set([...template.matchAll(/@(\w*PORT)@/g)].map(([, name]) => name as string))];

  for (let start = 1; ; start++) {
    const numbers = await freePorts(portNames.length);
    const ports = Object.fromEntries(portNames.map((name, index) => [name, numbers[index] as number]));
    const values: Record<string, unknown> = {
      ...ports,
      FOLDER: folder,
      ORIGIN: `${origin.host}:${origin.port}`,
    };
    const configuration = join(folder, tested.configuration);
    writeFileSync(
      configuration,
      template.replaceAll(/@(\w+)@/g, (_, name) => String(values[name])),
    );
    const { path, args } = commandOf(tested, configuration, folder);
    const program = startProgram(path, args, folder);
    onTestFinished(async () => {
      program.kill();
      await program.ended;
    });
    const all = Promise.all(numbers.map(port => program.untilListens(HOST, port)));
    const fault = await all.then(() => null).catch((error: Error) => error);
    if (fault === null) {
      return {
        target: name => ({ host: HOST, port: ports[name] as number }),
        certificate: () => readFileSync(join(folder, 'cert.pem')),
      };
    }
    program.kill();
    if (start === STARTS) throw fault;
  }
}
