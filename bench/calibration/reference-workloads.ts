import type { ReferenceWorkloads } from '../../results/format/reference-workloads.ts';
import { ENTRIES } from '../processes/entries.ts';
import type { FromWorkloads } from '../processes/messages.ts';
import { startChild } from '../processes/start-child.ts';
import type { TrialSettings } from '../trial/trial-plan.ts';

/** Ten times as long as it takes on the slowest machine so far. */
const TIMEOUT_MS = 20_000;

/**
 * Measures the reference workloads on a core of the server, in a process of their own that ends
 * with them: what the machine is like before a block. Rejects if they cannot be measured.
 */
export async function measureReferenceWorkloads(
  { network }: Pick<TrialSettings, 'network'>,
  block: number,
): Promise<ReferenceWorkloads> {
  const startedAt = new Date().toISOString();
  const child = startChild<FromWorkloads, never>({
    name: 'reference workloads',
    entry: ENTRIES.workloads,
    config: null,
    prefix: network.serverPrefix,
  });
  try {
    const { values } = await child.expect('measured', TIMEOUT_MS);
    return { block, startedAt, ...values };
  } finally {
    await child.stop();
  }
}
