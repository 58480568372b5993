import { once } from 'node:events';
import { type IncomingMessage, get as plainGet } from 'node:http';
import { get as tlsGet } from 'node:https';
import { onTestFinished } from 'vitest';
import type { Target } from '../../clients/transports/subscriber.ts';

/** An answer that goes on, as Node's own HTTP client reads it. */
export interface HttpStream {
  head: IncomingMessage;
  /** Resolves as soon as the body matches; rejects when it ends before. */
  until(pattern: RegExp): Promise<void>;
  /** Resolves at the end of a complete body; rejects when it is cut. */
  ended: Promise<void>;
}

/**
 * Requests a path on a connection of its own, by TLS if a `certificate` is given, and resolves with
 * the head. Closed when the test is over.
 */
export async function openHttpStream(
  target: Target,
  path: string,
  { certificate, headers = {} }: { certificate?: Buffer; headers?: Record<string, string> } = {},
): Promise<HttpStream> {
  const options = { ...target, path, headers, agent: false } as const;
  const request = certificate ? tlsGet({ ...options, ca: certificate }) : plainGet(options);
  onTestFinished(() => void request.destroy());
  const [head] = (await once(request, 'response')) as [IncomingMessage];
  request.on('error', () => {}); // The answer's own events say what happened.

  let text = '';
  const looks = new Set<() => void>();
  const changed = () => {
    for (const look of looks) look();
  };
  head.setEncoding('utf8').on('data', piece => {
    text += piece;
    changed();
  });
  head.once('close', changed);
  const ended = new Promise<void>((resolve, reject) => {
    head.once('end', resolve);
    head.once('error', reject);
  });
  ended.catch(() => {}); // Most tests close before the end.

  const until = (pattern: RegExp) =>
    new Promise<void>((resolve, reject) => {
      function look(): void {
        if (pattern.test(text)) resolve();
        else if (head.closed) reject(new Error(`closed before ${pattern}; received ${JSON.stringify(text)}`));
        else return;
        looks.delete(look);
      }
      looks.add(look);
      look();
    });
  return { head, until, ended };
}
