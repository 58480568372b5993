import type { RecordedSession } from '../../results/format/recorded-session.ts';

/**
 * Names the kind of machine of a session: its processor and its kernel. One processor under two
 * kernels took 68 and 132 ns for a system call.
 */
export const machineOf = ({ processor, kernel }: Pick<RecordedSession, 'processor' | 'kernel'>): string =>
  `${processor}, ${kernel}`;
