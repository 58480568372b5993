import { LAST_CAUGHT_UP } from '../../analysis/comparison/outcome-measures.ts';
import { canonical } from '../../analysis/runs/pairs.ts';
import { inProse, isTested, type Transport } from '../../scenarios/load/transport.ts';
import type { PointView } from '../model/point.ts';
import { type RecoveryView, recoveriesOf } from '../model/recovery.ts';
import { given, list, times } from '../text/format.ts';

/** A smaller change of a median is not said: without an interval, it may be chance. */
const NEGLIGIBLE = 0.1;

type Of = (view: RecoveryView) => number | undefined;

const busiestSecond: Of = view => view.peakConnectionsPerSecond?.value;
const lastBack: Of = view => view.caughtUpMaxMs?.value;

interface Change {
  transport: Transport;
  /** With jitter, divided by without. */
  ratio: number;
}

function endsInWords(own: readonly Change[]): string {
  const ratios = own.map(({ ratio }) => ratio);
  return [...new Set([Math.min(...ratios), Math.max(...ratios)].map(times))].join(' to ');
}

const keyWithoutBackoff = ({ point: { load } }: PointView): string =>
  canonical({ ...load, backoff: undefined });

function changesOf(fixed: PointView, jittered: PointView, of: Of): Change[] {
  const [before, after] = [fixed, jittered].map(({ transports }) => recoveriesOf(transports));
  return (before ?? []).flatMap(one => {
    const other = after?.find(({ transport }) => transport === one.transport);
    const [own, changed] = [of(one), other && of(other)];
    return own && changed && isTested(one.transport)
      ? [{ transport: one.transport, ratio: changed / own }]
      : [];
  });
}

/** `×0.398 to ×0.681 (SSE and WebSocket)`, and what changes less; empty for no transport. */
function changeInWords(changes: readonly Change[]): string {
  const isSame = ({ ratio }: Change) => Math.abs(ratio - 1) <= NEGLIGIBLE;
  const groups: [says: (own: readonly Change[]) => string, own: Change[]][] = [
    [endsInWords, changes.filter(one => one.ratio < 1 && !isSame(one))],
    [endsInWords, changes.filter(one => one.ratio > 1 && !isSame(one))],
    [() => `within ${given(100 * NEGLIGIBLE)}%`, changes.filter(isSame)],
  ];
  return list(
    groups
      .filter(([, own]) => own.length > 0)
      .map(([says, own]) => `${says(own)} (${list(own.map(({ transport }) => inProse(transport)))})`),
  );
}

/**
 * `With jitter: connections opened in the busiest second ×0.398 to ×0.681 (SSE and WebSocket) and
 * within 10% (short polling). Time from the fault cleared until caught up, last subscriber: …`:
 * what jitter changes at two points that differ by it alone. Ratios of medians, without an
 * interval. Null for other points.
 */
export function jitterInWords(points: readonly PointView[]): string | null {
  const [first, second, ...others] = points;
  if (!first || !second || others.length > 0) return null;
  if (keyWithoutBackoff(first) !== keyWithoutBackoff(second)) return null;
  const fixed = points.find(({ point }) => point.load.backoff === 'fixed');
  const jittered = points.find(({ point }) => point.load.backoff === 'jittered');
  if (!fixed || !jittered) return null;
  const [opened, caughtUp] = [busiestSecond, lastBack].map(of => changesOf(fixed, jittered, of));
  if (!opened?.length || !caughtUp?.length) return null;
  return (
    `With jitter: connections opened in the busiest second ${changeInWords(opened)}. ` +
    `${LAST_CAUGHT_UP.title}: ${changeInWords(caughtUp)}. Without an interval.`
  );
}
