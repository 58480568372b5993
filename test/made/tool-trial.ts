import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { Tool } from '../../scenarios/load/tool.ts';

/** What a made-up tool should say. */
interface Said {
  p50?: number;
  p99?: number;
  /** Its own count of bytes, as a share of the server's. */
  toolShare?: number;
  /** It neither counts bytes nor times deliveries. */
  silent?: boolean;
}

/** The trial of a tool that saw what this trial of the lab did. */
export function madeToolTrial(
  trial: MeasuredTrial,
  tool: Tool,
  { p50 = 10, p99 = 10, toolShare = 1, silent = false }: Said = {},
): MeasuredTrial {
  const { downBytes, upBytes } = trial.bandwidth.application;
  const count = trial.deliveries.received;
  return {
    ...trial,
    tool,
    latencyMs: null,
    theory: null,
    toolReport: {
      version: '2.3.0',
      deliveryMs: silent ? null : { count, mean: p50, min: 0, p50, p90: p99, p99, max: p99 },
      requests: null,
      bytes: {
        tool: silent ? null : { downBytes: downBytes * toolShare, upBytes },
        server: { downBytes, upBytes },
      },
    },
  };
}
