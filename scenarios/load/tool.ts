import type { Transport } from './transport.ts';

/** Other people's load generators, which drive the same servers on the same schedule in place of the lab's clients. */
export const WITNESSES = ['autocannon', 'k6'] as const;
export type Witness = (typeof WITNESSES)[number];

const DRIVES: Record<Witness, readonly Transport[]> = {
  // It speaks HTTP requests and nothing else.
  autocannon: ['short-polling', 'long-polling'],
  k6: ['short-polling', 'long-polling', 'sse', 'websocket'],
};

/** Whether a tool can follow a topic over a transport. */
export const canDrive = (witness: Witness, transport: Transport): boolean =>
  DRIVES[witness].includes(transport);
