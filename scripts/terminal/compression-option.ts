import { COMPRESSIONS, type Compression } from '../../scenarios/load/connection.ts';
import { connectionInWords, connectionLabel } from '../../scenarios/load/connection-words.ts';
import type { Addition } from './addition.ts';
import type { Options } from './command.ts';
import { oneOf } from './usage-error.ts';

/** The option of the bench and of a single trial that compresses what the server sends. */
export const COMPRESSION_OPTION = {
  compression: {
    type: 'string',
    value: 'NAME',
    help: `compresses what the server sends: ${COMPRESSIONS.join(' or ')} (docs/layers.md)`,
  },
} as const satisfies Options;

/** The compression that was typed. Throws UsageError. */
export const typedCompression = (text: string): Compression => oneOf('compression', text, COMPRESSIONS);

/** Compresses what the servers of a run send. */
export const compressionAddition = (compression: Compression): Addition => ({
  option: '--compression',
  name: 'compression',
  words: connectionInWords({ compression }),
  label: connectionLabel({ compression }),
  isIn: load => load.connection?.compression !== undefined,
  addTo: load => ({ ...load, connection: { ...load.connection, compression } }),
});
