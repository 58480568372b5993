import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { errorInWords } from '../../scenarios/load/system-error.ts';

function decompressed(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes);
  } catch (error) {
    // Its number is one of zlib, and would be taken for one of the system.
    throw new Error(`not compressed by gzip: ${(error as Error).message}`);
  }
}

/**
 * The value in a file of JSON; if its name ends in .gz, it is decompressed. Throws an error of one
 * line with the path if it is missing or not JSON.
 */
export function readJsonFile(path: string): unknown {
  try {
    const bytes = readFileSync(path);
    return JSON.parse((path.endsWith('.gz') ? decompressed(bytes) : bytes).toString('utf8'));
  } catch (error) {
    throw new Error(`${path}: ${errorInWords(error)}`);
  }
}
