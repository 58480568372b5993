import { runTrial } from '../../bench/trial/trial.ts';
import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { load, planOf, settingsOf } from './trial-setup.ts';

export const OVER_HTTP2 = { tls: 'full', http: 2 } as const;

/** A trial over HTTP/2; throws where it could not be measured. */
export async function trialOverHttp2(
  transport: Transport,
  changed: Partial<Load> = {},
  times: { windowSeconds?: number } = {},
): Promise<MeasuredTrial> {
  const given = { ...load, connection: OVER_HTTP2, ...changed };
  const trial = await runTrial(planOf(transport, { load: given, ...times }), settingsOf());
  if (trial.status === 'error') throw new Error(`${trial.stage}: ${trial.reasons.join('; ')}`);
  return trial;
}
