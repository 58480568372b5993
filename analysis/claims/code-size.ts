import type { TestedTransport } from '../../scenarios/load/transport.ts';

/** The size of some code. */
export interface CodeSize {
  /** Without blank lines and comments. */
  lines: number;
  /** Branch points: if, for, while, case, catch, &&, ||, ?? and ?:. */
  branches: number;
}

export type Side = 'server' | 'client';

/** One file that at least one transport needs. */
export interface CountedFile extends CodeSize {
  /** From the root of the repository. */
  path: string;
  side: Side;
  usedBy: TestedTransport[];
}

/** The code that one transport needs, by the other transports that need it, and by side. */
export interface TransportComplexity {
  transport: TestedTransport;
  /** No other transport needs it. */
  own: Record<Side, CodeSize>;
  /** Some other transports need it too, but not all. */
  shared: Record<Side, CodeSize>;
  /** All four need it. */
  common: Record<Side, CodeSize>;
}

/** How much code each transport takes in this repository, counted from its files. */
export interface Complexity {
  transports: TransportComplexity[];
  files: CountedFile[];
}

/**
 * The code that a transport adds: its own and what it shares with some others, in lines and
 * branches.
 */
export function codeForTransport({ own, shared }: TransportComplexity): CodeSize {
  const parts = [own.server, own.client, shared.server, shared.client];
  const sum = (pick: (size: CodeSize) => number) => parts.reduce((total, part) => total + pick(part), 0);
  return { lines: sum(({ lines }) => lines), branches: sum(({ branches }) => branches) };
}
