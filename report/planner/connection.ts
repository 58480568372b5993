import type { Connection } from '../../scenarios/load/connection.ts';
import { connectionLabel } from '../../scenarios/load/connection-words.ts';
import type { PlanInput } from './controls.ts';

/** What the reader wants below the transports; null for nothing. HTTP/2 brings TLS with it. */
export function connectionOf({ tls, http, compression }: PlanInput): Connection | null {
  if (!tls && !http && !compression) return null;
  return {
    ...((tls || http) && { tls: 'full' }),
    ...(http && { http: 2 }),
    ...(compression && { compression }),
  };
}

/** The same after a comma; empty for nothing. */
export function connectionInWords(input: PlanInput): string {
  const connection = connectionOf(input);
  return connection ? `, ${connectionLabel(connection)}` : '';
}
