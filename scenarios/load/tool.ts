import type { Transport } from './transport.ts';

/**
 * External load generators, which drive the same servers on the same schedule instead of the lab's
 * clients.
 */
export const TOOLS = ['autocannon', 'k6'] as const;
export type Tool = (typeof TOOLS)[number];

const DRIVES: Record<Tool, readonly Transport[]> = {
  // It makes HTTP requests only.
  autocannon: ['short-polling', 'long-polling'],
  k6: ['short-polling', 'long-polling', 'sse', 'websocket'],
};

/** Whether a tool can follow a topic over a transport. */
export const canDrive = (tool: Tool, transport: Transport): boolean => DRIVES[tool].includes(transport);
