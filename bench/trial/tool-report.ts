import type { ToolReport } from '../../results/format/tool-report.ts';
import type { FromServer, FromWorker, ToServer } from '../processes/messages.ts';
import type { Child } from '../processes/start-child.ts';

const COUNT_TIMEOUT_MS = 5000;

/**
 * Returns the report of an external tool, with the server's byte counts of the same connections,
 * which are closed by now. Returns undefined if the lab's own clients made the trial.
 */
export async function toolReportOf(
  drained: readonly Extract<FromWorker, { type: 'drained' }>[],
  server: Child<FromServer, ToServer>,
): Promise<ToolReport | undefined> {
  const report = drained[0]?.tool;
  if (!report) return undefined;
  server.send({ type: 'count' });
  const { application } = await server.expect('counted', COUNT_TIMEOUT_MS);
  const { toolBytes, ...figures } = report;
  return { ...figures, bytes: { tool: toolBytes, server: application } };
}
