import { getSystemErrorMessage } from 'node:util';

/** What went wrong with a file, in one line: the system's own words where it is the system's error, and else the error's. */
export function errorInWords(error: unknown): string {
  const { errno, message } = error as NodeJS.ErrnoException;
  return errno === undefined ? message : getSystemErrorMessage(errno);
}
