import { blockKey } from '../../results/format/blocks.ts';
import type { Run } from '../../results/format/run.ts';
import type { MeasuredTrial, Trial } from '../../results/format/trial.ts';
import type { Load } from '../../scenarios/load/load.ts';
import type { Tool } from '../../scenarios/load/tool.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { median, supports } from '../statistics/paired-ratios.ts';

/** Counts, of the whole trial unless stated otherwise. */
export const COUNTED = ['received', 'missing', 'duplicate'] as const;
export type Counted = (typeof COUNTED)[number];
/**
 * The compared values: counts, bytes (of the lab's clients and the tool, or of the tool and the
 * server), latency.
 */
export const COMPARED = [...COUNTED, 'down-bytes', 'own-down-bytes', 'p50', 'p90', 'p99'] as const;
export type Compared = (typeof COMPARED)[number];

/** One value as measured by both, and by how much they may differ. */
export interface Agreement {
  what: Compared;
  reference: number;
  tool: number;
  /** In the unit of the value. */
  tolerance: number;
  agrees: boolean;
  /** Of a latency: the smallest and the largest of the lab's own blocks. */
  ownRangeMs?: [least: number, greatest: number];
}

/** A tool compared with the lab's clients, for the same transport in the same blocks. */
export interface CrossCheck {
  transport: Transport;
  tool: Tool;
  blocks: number;
  agreements: Agreement[];
  /**
   * The tool's median latency may exceed the lab's because of its own work on a fan-out: half of
   * all deliveries wait for the other half. At most this much of the excess, in ms, is that work.
   * Null if there is no excess, if a cost is not known, or if not all subscribers get the same.
   */
  ownWorkMs: number | null;
}

/** Bytes may differ by this share. */
const BYTES_SHARE = 0.02;
/** Latency may differ by one step of a clock with whole milliseconds, and by this share. */
const LATENCY_MS = 1;
const LATENCY_SHARE = 0.05;

type Pair = readonly [reference: number, tool: number];

/** The pair of one value that is furthest apart; empty without pairs. */
function worst(what: Compared, pairs: readonly Pair[], share: number): Agreement[] {
  const all = pairs.map(([reference, tool]) => {
    const tolerance = share * reference;
    return { what, reference, tool, tolerance, agrees: Math.abs(tool - reference) <= tolerance };
  });
  const excess = ({ reference, tool, tolerance }: Agreement) => Math.abs(tool - reference) - tolerance;
  const [furthest] = all.toSorted((one, other) => excess(other) - excess(one));
  return furthest ? [furthest] : [];
}

const countsOf = ({ deliveries }: MeasuredTrial): Record<Counted, number> => ({
  received: deliveries.received,
  missing: deliveries.missing + deliveries.outsideWindow.missing,
  duplicate: deliveries.duplicate + deliveries.outsideWindow.duplicate,
});

/** The attempts of both in one block, and the attempt of each that counts. */
interface Block {
  labs: MeasuredTrial[];
  others: MeasuredTrial[];
  lab: MeasuredTrial;
  other: MeasuredTrial;
}

/**
 * Over all attempts of all blocks: another attempt does not undo a loss. The attempts need not be
 * valid, because a disturbed machine does not change what was counted.
 */
const countAgreements = (blocks: readonly Block[]): Agreement[] =>
  COUNTED.flatMap(what =>
    worst(
      what,
      blocks.flatMap(({ labs, others }) =>
        labs.flatMap(lab => others.map((other): Pair => [countsOf(lab)[what], countsOf(other)[what]])),
      ),
      0,
    ),
  );

/** Over the trials that count; the bytes of a window only over the valid ones. */
function byteAgreements(blocks: readonly Block[], trusted: readonly Block[]): Agreement[] {
  const down = (trial: MeasuredTrial) => trial.bandwidth.application.downBytes;
  const own = blocks.flatMap(({ other }): Pair[] => {
    const { tool, server } = other.toolReport?.bytes ?? {};
    return tool && server ? [[server.downBytes, tool.downBytes]] : [];
  });
  return [
    ...worst('own-down-bytes', own, BYTES_SHARE),
    ...worst(
      'down-bytes',
      trusted.map(({ lab, other }): Pair => [down(lab), down(other)]),
      BYTES_SHARE,
    ),
  ];
}

/**
 * The median, and the highest other percentile that this number of moments supports. Subscribers of
 * one notification get it at one moment.
 */
function quantilesOf(moments: number): ('p50' | 'p90' | 'p99')[] {
  if (supports(moments, 0.99)) return ['p50', 'p99'];
  return supports(moments, 0.9) ? ['p50', 'p90'] : ['p50'];
}

/**
 * Medians over the blocks in which both are valid: the tail of one window may come from the machine
 * alone.
 */
function latencyAgreements(trusted: readonly Block[]): Agreement[] {
  const timed = trusted.flatMap(({ lab, other }) => {
    const [labMs, otherMs] = [lab.latencyMs?.fromSchedule, other.toolReport?.deliveryMs];
    return labMs && otherMs ? [{ labMs, otherMs, moments: lab.generator.scheduledInWindow }] : [];
  });
  return quantilesOf(Math.min(...timed.map(({ moments }) => moments))).flatMap(what => {
    const own = timed.map(({ labMs }) => labMs[what]);
    const [reference, tool] = [median(own), median(timed.map(({ otherMs }) => otherMs[what]))];
    if (reference === null || tool === null) return [];
    const tolerance = LATENCY_MS + LATENCY_SHARE * reference;
    const agrees = Math.abs(tool - reference) <= tolerance;
    const range =
      own.length > 1 ? { ownRangeMs: [Math.min(...own), Math.max(...own)] as [number, number] } : {};
    return [{ what, reference, tool, tolerance, agrees, ...range }];
  });
}

/**
 * The lab's subscribers are divided among workers, each on its own core. A tool is assumed to use
 * one core, so this is an upper bound.
 */
function ownWorkMsOf(trusted: readonly Block[], load: Load, workers: number | undefined): number | null {
  const costs = (pick: (block: Block) => MeasuredTrial) =>
    median(trusted.flatMap(block => pick(block).generator.cpuMicrosPerDelivery ?? []));
  const [own, theirs] = [costs(({ lab }) => lab), costs(({ other }) => other)];
  const p50 = latencyAgreements(trusted).find(({ what }) => what === 'p50');
  if (own === null || theirs === null || !p50) return null;
  if (load.audience.kind !== 'shared' || workers === undefined) return null;
  const labWorkers = Math.min(workers, load.subscribers);
  const workMs = ((load.subscribers / 2) * (theirs - own / labWorkers)) / 1000;
  const explainedMs = Math.min(workMs, p50.tool - p50.reference);
  return explainedMs > 0 ? explainedMs : null;
}

const measuredOf = (attempts: readonly Trial[]) =>
  attempts.filter((trial): trial is MeasuredTrial => trial.status !== 'error');

/** The attempt that counts: the first valid one, otherwise the last that was measured. */
const decisive = (measured: readonly MeasuredTrial[]): MeasuredTrial | undefined =>
  measured.find(trial => trial.status === 'valid') ?? measured.at(-1);

/** The trials of external tools at a point, grouped by tool and transport. */
function toolReportsAt(run: Run, scenario: string, point: string): Trial[][] {
  const here = (run.toolTrials ?? []).filter(trial => trial.scenario === scenario && trial.point === point);
  return [...Map.groupBy(here, ({ transport, tool }) => `${transport} ${tool}`).values()];
}

/** Every tool of a point compared with the lab's clients, over the blocks that have both. */
export function crossChecks(run: Run, scenario: string, point: string): CrossCheck[] {
  const load = run.scenarios.find(({ id }) => id === scenario)?.points.find(({ id }) => id === point)?.load;
  const ofLab = run.trials.filter(trial => trial.scenario === scenario && trial.point === point);
  return toolReportsAt(run, scenario, point).flatMap(made => {
    const [{ transport, tool } = {}] = made;
    if (!transport || !tool || !load) return [];
    const blocks = [...Map.groupBy(made, blockKey)].flatMap(([block, attempts]): Block[] => {
      const others = measuredOf(attempts);
      const labs = measuredOf(ofLab.filter(one => one.transport === transport && blockKey(one) === block));
      const [lab, other] = [decisive(labs), decisive(others)];
      return lab && other ? [{ labs, others, lab, other }] : [];
    });
    if (blocks.length === 0) return [];
    const trusted = blocks.filter(({ lab, other }) => lab.status === 'valid' && other.status === 'valid');
    return [
      {
        transport,
        tool,
        blocks: blocks.length,
        agreements: [
          ...countAgreements(blocks),
          ...byteAgreements(blocks, trusted),
          ...latencyAgreements(trusted),
        ],
        ownWorkMs: ownWorkMsOf(trusted, load, run.environment.cpu.clientWorkers),
      },
    ];
  });
}

/** The tools planned at a point that have nothing to compare in any block. */
export function silentTools(
  run: Run,
  scenario: string,
  point: string,
): { tool: Tool; transport: Transport }[] {
  const compared = crossChecks(run, scenario, point).map(({ tool, transport }) => `${transport} ${tool}`);
  const planned = toolReportsAt(run, scenario, point).flatMap(([first]) =>
    first?.tool ? [{ tool: first.tool, transport: first.transport }] : [],
  );
  const withoutResult = planned.filter(({ tool, transport }) => !compared.includes(`${transport} ${tool}`));
  return [...new Map(withoutResult.map(one => [`${one.transport} ${one.tool}`, one])).values()];
}
