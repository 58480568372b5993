import type { ReferenceWorkloads } from '../../results/format/reference-workloads.ts';
import { ENTRIES } from '../processes/entries.ts';
import type { FromWorkloads } from '../processes/messages.ts';
import { orInterrupted } from '../processes/or-interrupted.ts';
import { startChild } from '../processes/start-child.ts';
import type { TrialSettings } from '../trial/trial-plan.ts';

/** Ten times as long as it takes on the slowest machine so far. */
const TIMEOUT_MS = 20_000;

/**
 * Measures the reference workloads on a core of the server, in a process of their own that ends
 * with them: what the machine is like before a block. Rejects if they cannot be measured, or if
 * interrupted.
 */
export async function measureReferenceWorkloads(
  { network, signal }: Pick<TrialSettings, 'network' | 'signal'>,
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
    const { values } = await orInterrupted(child.expect('measured', TIMEOUT_MS), signal);
    return { block, startedAt, ...values };
  } finally {
    // While it works it hears no message.
    await (signal.aborted ? child.kill() : child.stop());
  }
}
