import { getSystemErrorMessage } from 'node:util';

/**
 * The cause of a file error in one line: the system's own message if there is one, otherwise the
 * error's.
 */
export function errorInWords(error: unknown): string {
  const { errno, message } = error as NodeJS.ErrnoException;
  return errno === undefined ? message : getSystemErrorMessage(errno);
}
