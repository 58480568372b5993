import type { TrialFigures } from '../../results/format/trial.ts';
import { type Check, none } from './check.ts';

/**
 * The virtual cable queues a thousand packets. A burst of megabytes may lose some, too few to
 * change p99.
 */
const MAX_LOSS_SHARE = 0.001;
/**
 * A packet that the path drops is sent again, and may take others with it: the sender cannot know
 * whether the data or its acknowledgement was lost (RFC 8985 §7, RFC 6298 §5).
 */
const RETRANSMITS_PER_DROP = 3;

/** Packets that the emulated path dropped, because its parameters say so. */
const droppedBy = (path: TrialFigures['path']): number =>
  path ? [path.down, path.up].reduce((sum, one) => sum + one.lostPackets + one.overflowedPackets, 0) : 0;

/** Readers that the server cut off, without its dead connections: nobody reads these. */
const cutOffAlive = ({ server, recovery }: Pick<TrialFigures, 'server' | 'recovery'>): number =>
  server.connections.droppedSlow - (recovery?.dead?.cutOff ?? 0);

/** Checks that every delivery arrived once, in order, and over connections that did not break. */
export function deliveryChecks({
  deliveries,
  generator,
  server,
  bandwidth,
  visits,
  path,
  recovery,
}: TrialFigures): Check[] {
  const { outsideWindow } = deliveries;
  const droppedSlow = cutOffAlive({ server, recovery });
  // A visit with a cursor that is too old counts as due, though no deliveries are owed to it.
  const isEmpty = deliveries.expected === 0 && (visits?.due ?? 0) === 0;
  const retransmitted = bandwidth.ledger?.retransmittedSegments ?? null;
  const { wire } = bandwidth;
  const cableLosses = wire ? Math.floor(MAX_LOSS_SHARE * (wire.downPackets + wire.upPackets)) : 0;
  const lossBound = cableLosses + RETRANSMITS_PER_DROP * droppedBy(path);
  const lost = (id: string, count: number, what: string) =>
    none(id, count, 'deliveries', `${count} deliveries ${what}`);
  return [
    lost('missing', deliveries.missing, 'missing'),
    lost('duplicate', deliveries.duplicate, 'duplicate'),
    lost('reordered', deliveries.reordered, 'out of order'),
    lost('missing-outside', outsideWindow.missing, 'missing outside the window'),
    lost('duplicate-outside', outsideWindow.duplicate, 'duplicate outside the window'),
    lost('reordered-outside', outsideWindow.reordered, 'out of order outside the window'),
    none(
      'reconnects',
      generator.reconnects,
      'connections',
      `${generator.reconnects} connections broke and reconnected`,
    ),
    none('slow-readers', droppedSlow, 'readers', `${droppedSlow} slow readers dropped by the server`),
    none('nothing-due', isEmpty ? 1 : 0, 'windows', 'nothing was due in the window'),
    ...(retransmitted === null
      ? []
      : [
          {
            id: 'retransmits',
            measured: retransmitted,
            bound: lossBound,
            unit: 'segments',
            reason: `${retransmitted} TCP segments were retransmitted`,
          },
        ]),
  ];
}
