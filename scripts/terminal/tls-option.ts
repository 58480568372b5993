import type { Handshake } from '../../scenarios/load/connection.ts';
import { connectionInWords, connectionLabel } from '../../scenarios/load/connection-words.ts';
import type { Addition } from './addition.ts';
import type { Options } from './command.ts';
import { UsageError } from './usage-error.ts';

/** The options of the bench and of a single trial that put TLS under every connection. */
export const TLS_OPTIONS = {
  tls: {
    type: 'boolean',
    help: 'puts TLS 1.3 under every connection, each with a full handshake (docs/layers.md)',
  },
  'tls-resumed': {
    type: 'boolean',
    help: 'the same, and each connection resumes a session, as those of a client that comes again',
  },
} as const satisfies Options;

/** What was typed of `TLS_OPTIONS`; null without either. Throws UsageError for both. */
export function typedHandshake(values: { tls: boolean; 'tls-resumed': boolean }): Handshake | null {
  if (values.tls && values['tls-resumed']) {
    throw new UsageError('--tls and --tls-resumed: a handshake is full or resumed; use one of them');
  }
  if (values['tls-resumed']) return 'resumed';
  return values.tls ? 'full' : null;
}

/** Puts TLS under the loads of a run. */
export const tlsAddition = (tls: Handshake): Addition => ({
  option: tls === 'full' ? '--tls' : '--tls-resumed',
  name: 'connection',
  words: connectionInWords({ tls }),
  label: connectionLabel({ tls }),
  isIn: load => load.connection?.tls !== undefined,
  addTo: load => ({ ...load, connection: { ...load.connection, tls } }),
});
