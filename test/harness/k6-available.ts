import { findK6, type K6 } from '../../clients/tools/k6-find.ts';

/** The k6 of this machine, or why there is none: tests that need one say so in their names. */
function available(): K6 | Error {
  try {
    return findK6();
  } catch (error) {
    return error as Error;
  }
}

export const k6 = available();
export const isThere = !(k6 instanceof Error);
/** For the name of a test that is left out. */
export const without = k6 instanceof Error ? ` (${k6.message})` : '';
