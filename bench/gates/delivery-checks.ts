import type { TrialFigures } from '../../results/format/trial.ts';
import { type Check, none } from './check.ts';

/** A cable holds a thousand packets; megabytes at once may lose some, too few of all to be seen at p99. */
const MAX_LOSS_SHARE = 0.001;

/** Whether everything came, once, in order, and over connections that stood. */
export function deliveryChecks({ deliveries, generator, server, bandwidth, visits }: TrialFigures): Check[] {
  const { outsideWindow } = deliveries;
  // A visitor who is told that its cursor is too old was due, though nothing is owed to it.
  const isEmpty = deliveries.expected === 0 && (visits?.due ?? 0) === 0;
  const retransmitted = bandwidth.ledger?.retransmittedSegments ?? null;
  const { wire } = bandwidth;
  const lossBound = wire ? Math.floor(MAX_LOSS_SHARE * (wire.downPackets + wire.upPackets)) : 0;
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
      `${generator.reconnects} connections broke and came back`,
    ),
    lost('slow-readers', server.connections.droppedSlow, 'cut short: the server dropped a slow reader'),
    none('nothing-due', isEmpty ? 1 : 0, 'windows', 'nothing was due in the window'),
    ...(retransmitted === null
      ? []
      : [
          {
            id: 'retransmits',
            measured: retransmitted,
            bound: lossBound,
            unit: 'segments',
            reason: `${retransmitted} TCP segments had to be sent again`,
          },
        ]),
  ];
}
