import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { Target } from '../../../clients/transports/subscriber.ts';
import { endProcess } from '../end-process.ts';
import { accepts, freePorts } from '../ports.ts';
import { PROXY_ENVIRONMENT, type ProxyProgram } from './programs.ts';

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
export async function startProxy(program: ProxyProgram, origin: Target): Promise<RunningProxy> {
  const folder = mkdtempSync(join(tmpdir(), 'pushlab-proxy-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  program.prepare?.(folder);
  const template = readFileSync(join(import.meta.dirname, program.configuration), 'utf8');
  const portNames = [...new Set([...template.matchAll(/@(\w*PORT)@/g)].map(([, name]) => name as string))];

  let printed = '';
  for (let start = 0; start < STARTS; start++) {
    const numbers = await freePorts(portNames.length);
    const ports = Object.fromEntries(portNames.map((name, index) => [name, numbers[index] as number]));
    const values: Record<string, unknown> = {
      ...ports,
      FOLDER: folder,
      ORIGIN: `${origin.host}:${origin.port}`,
    };
    const configuration = join(folder, program.configuration);
    writeFileSync(
      configuration,
      template.replaceAll(/@(\w+)@/g, (_, name) => String(values[name])),
    );

    const [command, ...args] = program.command(configuration, folder);
    const child = spawn(command, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...PROXY_ENVIRONMENT, HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder },
    });
    onTestFinished(() => endProcess(child));
    printed = '';
    child.stderr.on('data', text => {
      printed = `${printed}${text}`.slice(-2000);
    });
    const listens = async () => (await Promise.all(numbers.map(accepts))).every(Boolean);
    while (child.exitCode === null && child.signalCode === null) {
      if (await listens()) {
        return {
          target: name => ({ host: HOST, port: ports[name] as number }),
          certificate: () => readFileSync(join(folder, 'cert.pem')),
        };
      }
      await sleep(10);
    }
  }
  throw new Error(`${program.name} does not start: ${printed}`);
}
