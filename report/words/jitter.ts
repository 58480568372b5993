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

/** `fewer new connections with SSE and WebSocket (×0.398 to ×0.681)`; null for no transport. */
function groupInWords(what: string, own: readonly Change[]): string | null {
  if (own.length === 0) return null;
  const ratios = own.map(({ ratio }) => ratio);
  const ends = [...new Set([Math.min(...ratios), Math.max(...ratios)].map(times))].join(' to ');
  return `${what} with ${list(own.map(({ transport }) => inProse(transport)))} (${ends})`;
}

/** Who has less, who has more, and who has about the same. */
function changeInWords(changes: readonly Change[], less: string, more: string): string {
  const isLess = ({ ratio }: Change) => ratio < 1 - NEGLIGIBLE;
  const isMore = ({ ratio }: Change) => ratio > 1 + NEGLIGIBLE;
  const same = changes.filter(one => !isLess(one) && !isMore(one));
  return [
    groupInWords(less, changes.filter(isLess)),
    groupInWords(more, changes.filter(isMore)),
    groupInWords(`at most ${given(100 * NEGLIGIBLE)}% of change`, same),
  ]
    .filter(said => said !== null)
    .join('; ');
}

/**
 * `With jitter, the busiest second has fewer new connections with SSE (×0.398); … The last
 * subscriber catches up later with SSE (×5.20). …`: what jitter changes at two points that differ
 * by it alone. Ratios of medians, without an interval. Null for other points.
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
    `With jitter, the busiest second has ${changeInWords(opened, 'fewer new connections', 'more new connections')}. ` +
    `The last subscriber catches up ${changeInWords(caughtUp, 'sooner', 'later')}. Ratios of medians, without an interval.`
  );
}
