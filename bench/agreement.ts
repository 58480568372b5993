import type { Load } from '../scenarios/load.ts';
import type { Transport } from '../scenarios/transport.ts';
import type { Witness } from '../scenarios/witness-tool.ts';
import type { Run } from './results.ts';
import type { MeasuredTrial, Trial } from './trial-schema.ts';

/** What is compared: counts, bytes (of the lab's clients and the witness, or of the witness and the server), latency. */
export const COMPARED = [
  'expected',
  'received',
  'missing',
  'duplicate',
  'down-bytes',
  'own-down-bytes',
  'p50',
  'p99',
] as const;
export type Compared = (typeof COMPARED)[number];

/** One figure as two saw it, and by how much they may differ. */
export interface Agreement {
  what: Compared;
  reference: number;
  witness: number;
  /** In the unit of the figure. */
  tolerance: number;
  agrees: boolean;
}

/** What a witness and the lab's clients say of the same transport in the same block. */
export interface Testimony {
  transport: Transport;
  witness: Witness;
  block: number;
  agreements: Agreement[];
  /**
   * By how much more of its own work on a fan-out is in the median latency that the witness sees: half of all wait for the other
   * half. In ms; null where a cost is not known, or not all get the same.
   */
  ownWorkMs: number | null;
}

/** Bytes may differ by so much of them. */
const BYTES_SHARE = 0.02;
/** Latency may differ by one step of a clock that knows whole milliseconds, and so much of itself. */
const LATENCY_MS = 1;
const LATENCY_SHARE = 0.05;

function compared(what: Compared, reference: number, witness: number, tolerance: number): Agreement {
  return { what, reference, witness, tolerance, agrees: Math.abs(witness - reference) <= tolerance };
}

function agreementsOf(lab: MeasuredTrial, other: MeasuredTrial): Agreement[] {
  const count = (what: 'expected' | 'received' | 'missing' | 'duplicate') =>
    compared(what, lab.deliveries[what], other.deliveries[what], 0);
  const bytes = (what: Compared, reference: number, seen: number) =>
    compared(what, reference, seen, BYTES_SHARE * reference);
  const labMs = lab.latencyMs?.fromSchedule;
  const { bytes: own, deliveryMs } = other.witnessed ?? {};
  const latency = (what: 'p50' | 'p99') =>
    labMs && deliveryMs
      ? [compared(what, labMs[what], deliveryMs[what], LATENCY_MS + LATENCY_SHARE * labMs[what])]
      : [];
  const down = (trial: MeasuredTrial) => trial.bandwidth.application.downBytes;
  // What arrived was counted whatever the machine did; how late it was, and how often was asked for it, a gate may doubt.
  const trusted = [lab, other].every(({ status }) => status === 'valid');
  return [
    count('expected'),
    count('received'),
    count('missing'),
    count('duplicate'),
    ...(own?.tool ? [bytes('own-down-bytes', own.server.downBytes, own.tool.downBytes)] : []),
    ...(trusted ? [bytes('down-bytes', down(lab), down(other)), ...latency('p50'), ...latency('p99')] : []),
  ];
}

function ownWorkMsOf(lab: MeasuredTrial, other: MeasuredTrial, load: Load | undefined): number | null {
  const [own, theirs] = [lab.generator.cpuMicrosPerDelivery, other.generator.cpuMicrosPerDelivery];
  if (own === null || theirs === null || load?.audience.kind !== 'shared') return null;
  return ((load.subscribers / 2) * (theirs - own)) / 1000;
}

/** The trial that counts of the attempts at one thing: the first valid one, else the last that was measured. */
function decisive(attempts: readonly Trial[]): MeasuredTrial | undefined {
  const measured = attempts.filter(trial => trial.status !== 'error') as MeasuredTrial[];
  return measured.find(trial => trial.status === 'valid') ?? measured.at(-1);
}

/**
 * Every witness of a point beside the lab's clients, block by block; nothing of blocks that have not both. Where one of the two
 * trials is not valid, only what was counted is compared.
 */
export function testimonies(run: Run, scenario: string, point: string): Testimony[] {
  const load = run.scenarios.find(({ id }) => id === scenario)?.points.find(({ id }) => id === point)?.load;
  const here = (trials: readonly Trial[]) =>
    trials.filter(trial => trial.scenario === scenario && trial.point === point);
  const seen = Map.groupBy(
    here(run.witnesses ?? []),
    ({ transport, witness, block }) => `${transport} ${witness} ${block}`,
  );
  return [...seen.values()].flatMap(attempts => {
    const [{ transport, witness, block } = {}] = attempts;
    const other = decisive(attempts);
    const lab = decisive(here(run.trials).filter(one => one.transport === transport && one.block === block));
    if (!transport || !witness || block === undefined || !other || !lab) return [];
    const ownWorkMs = ownWorkMsOf(lab, other, load);
    return [{ transport, witness, block, agreements: agreementsOf(lab, other), ownWorkMs }];
  });
}
