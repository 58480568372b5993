import type { Load } from '../scenarios/load.ts';
import type { Transport } from '../scenarios/transport.ts';
import type { Witness } from '../scenarios/witness-tool.ts';
import type { Run } from './results.ts';
import { supports } from './statistics.ts';
import type { MeasuredTrial, Trial } from './trial-schema.ts';

/** Counts, of the whole trial where nothing else is said. */
export const COUNTED = ['received', 'missing', 'duplicate'] as const;
export type Counted = (typeof COUNTED)[number];
/** What is compared: counts, bytes (of the lab's clients and the witness, or of the witness and the server), latency. */
export const COMPARED = [...COUNTED, 'down-bytes', 'own-down-bytes', 'p50', 'p90', 'p99'] as const;
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
   * At most so much of what the witness's median latency is above the lab's is its own work on a fan-out, of which it has more: half
   * of all wait for the other half. In ms; null where it has no more, a cost is not known, or not all get the same.
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

const countsOf = ({ deliveries }: MeasuredTrial): Record<Counted, number> => ({
  received: deliveries.received,
  missing: deliveries.missing + deliveries.outsideWindow.missing,
  duplicate: deliveries.duplicate + deliveries.outsideWindow.duplicate,
});

/**
 * Of all attempts of the two those that are furthest apart: what was lost once is lost, and trying again does not undo it. What
 * arrived was counted whatever the machine did, so that the attempts need not be valid.
 */
function countAgreement(
  what: Counted,
  labs: readonly MeasuredTrial[],
  others: readonly MeasuredTrial[],
): Agreement {
  const pairs = labs.flatMap(lab =>
    others.map(other => [countsOf(lab)[what], countsOf(other)[what]] as const),
  );
  const [reference, witness] = pairs.reduce((worst, pair) =>
    Math.abs(pair[1] - pair[0]) > Math.abs(worst[1] - worst[0]) ? pair : worst,
  );
  return compared(what, reference, witness, 0);
}

/** The median, and the highest other percentile that so many moments support: those who get the same do so at one moment. */
function quantilesOf(moments: number): ('p50' | 'p90' | 'p99')[] {
  if (supports(moments, 0.99)) return ['p50', 'p99'];
  return supports(moments, 0.9) ? ['p50', 'p90'] : ['p50'];
}

/** Bytes and latency, which a gate may doubt: of the two trials that count. */
function figureAgreements(lab: MeasuredTrial, other: MeasuredTrial): Agreement[] {
  const bytes = (what: Compared, reference: number, seen: number) =>
    compared(what, reference, seen, BYTES_SHARE * reference);
  const { bytes: own, deliveryMs } = other.witnessed ?? {};
  const labMs = lab.latencyMs?.fromSchedule;
  const latency = () =>
    labMs && deliveryMs
      ? quantilesOf(lab.generator.scheduledInWindow).map(what =>
          compared(what, labMs[what], deliveryMs[what], LATENCY_MS + LATENCY_SHARE * labMs[what]),
        )
      : [];
  const down = (trial: MeasuredTrial) => trial.bandwidth.application.downBytes;
  const trusted = [lab, other].every(({ status }) => status === 'valid');
  return [
    ...(own?.tool ? [bytes('own-down-bytes', own.server.downBytes, own.tool.downBytes)] : []),
    ...(trusted ? [bytes('down-bytes', down(lab), down(other)), ...latency()] : []),
  ];
}

/** The lab's subscribers are shared out to workers, each on its own; a tool is taken as if it worked on one core: at most so much. */
function ownWorkMsOf(
  lab: MeasuredTrial,
  other: MeasuredTrial,
  load: Load,
  workers: number | undefined,
): number | null {
  const [own, theirs] = [lab.generator.cpuMicrosPerDelivery, other.generator.cpuMicrosPerDelivery];
  const [labMs, otherMs] = [lab.latencyMs?.fromSchedule.p50, other.witnessed?.deliveryMs?.p50];
  if (own === null || theirs === null || labMs === undefined || otherMs === undefined) return null;
  if (load.audience.kind !== 'shared' || workers === undefined) return null;
  const labWorkers = Math.min(workers, load.subscribers);
  const workMs = ((load.subscribers / 2) * (theirs - own / labWorkers)) / 1000;
  const explainedMs = Math.min(workMs, otherMs - labMs);
  return explainedMs > 0 ? explainedMs : null;
}

const measuredOf = (attempts: readonly Trial[]) =>
  attempts.filter((trial): trial is MeasuredTrial => trial.status !== 'error');

/** The trial that counts of the attempts at one thing: the first valid one, else the last that was measured. */
const decisive = (measured: readonly MeasuredTrial[]): MeasuredTrial | undefined =>
  measured.find(trial => trial.status === 'valid') ?? measured.at(-1);

/** The trials of witnesses at a point: all attempts at one thing together. */
function witnessedAt(run: Run, scenario: string, point: string): Trial[][] {
  const here = (run.witnesses ?? []).filter(trial => trial.scenario === scenario && trial.point === point);
  return [
    ...Map.groupBy(here, ({ transport, witness, block }) => `${transport} ${witness} ${block}`).values(),
  ];
}

/**
 * Every witness of a point beside the lab's clients, block by block; nothing of blocks that have not both. Where one of the two
 * trials is not valid, only what was counted is compared.
 */
export function testimonies(run: Run, scenario: string, point: string): Testimony[] {
  const load = run.scenarios.find(({ id }) => id === scenario)?.points.find(({ id }) => id === point)?.load;
  const ofLab = run.trials.filter(trial => trial.scenario === scenario && trial.point === point);
  const { clientWorkers } = run.environment.cpu;
  return witnessedAt(run, scenario, point).flatMap(attempts => {
    const [{ transport, witness, block } = {}] = attempts;
    const others = measuredOf(attempts);
    const labs = measuredOf(ofLab.filter(one => one.transport === transport && one.block === block));
    const [lab, other] = [decisive(labs), decisive(others)];
    if (!transport || !witness || block === undefined || !other || !lab || !load) return [];
    const counts = COUNTED.map(what => countAgreement(what, labs, others));
    return [
      {
        transport,
        witness,
        block,
        agreements: [...counts, ...figureAgreements(lab, other)],
        ownWorkMs: ownWorkMsOf(lab, other, load, clientWorkers),
      },
    ];
  });
}

/** The witnesses of a point that were to look and have nothing to compare in any block. */
export function silentWitnesses(
  run: Run,
  scenario: string,
  point: string,
): { witness: Witness; transport: Transport }[] {
  const heard = testimonies(run, scenario, point).map(({ witness, transport }) => `${transport} ${witness}`);
  const asked = witnessedAt(run, scenario, point).flatMap(([first]) =>
    first?.witness ? [{ witness: first.witness, transport: first.transport }] : [],
  );
  const silent = asked.filter(({ witness, transport }) => !heard.includes(`${transport} ${witness}`));
  return [...new Map(silent.map(one => [`${one.transport} ${one.witness}`, one])).values()];
}
