import type { Figures } from '../measurement.ts';
import { type Check, none } from './check.ts';

/** Whether everything came, once, in order, and over connections that stood. */
export function deliveryChecks({ deliveries, generator, server, bandwidth, visits }: Figures): Check[] {
  const { outsideWindow } = deliveries;
  // A visitor who is told that its cursor is too old was due, though nothing is owed to it.
  const isEmpty = deliveries.expected === 0 && (visits?.due ?? 0) === 0;
  const retransmitted = bandwidth.ledger?.retransmittedSegments ?? null;
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
          none(
            'retransmits',
            retransmitted,
            'segments',
            `${retransmitted} TCP segments had to be sent again`,
          ),
        ]),
  ];
}
