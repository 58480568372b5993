import { isPush, TESTED_TRANSPORTS, type Transport } from './transport.ts';

/** Other people's load generators, which drive the same servers on the same schedule in place of the lab's clients. */
export const TOOLS = ['autocannon', 'k6'] as const;
export type Tool = (typeof TOOLS)[number];

const DRIVES: Record<Tool, readonly Transport[]> = {
  // It speaks HTTP requests and nothing else.
  autocannon: TESTED_TRANSPORTS.filter(transport => !isPush(transport)),
  k6: ['short-polling', 'long-polling', 'sse', 'websocket'],
};

/** Whether a tool can follow a topic over a transport. */
export const canDrive = (tool: Tool, transport: Transport): boolean => DRIVES[tool].includes(transport);
