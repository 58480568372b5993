import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

// Before V8 makes a context, which then has `gc`.
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/**
 * Collects all garbage of this process, and returns when that is done. A process that has just
 * started collects about once as its heap first grows, at a moment that no load decides. In a short
 * window that one collection can cost more than everything that is measured.
 */
export const collectGarbage = (): void => collect();
