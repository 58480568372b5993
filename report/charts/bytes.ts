import { figure } from '../format.ts';
import type { Figures } from '../model/figures.ts';
import { leastFirst } from './least-first.ts';
import type { ChartFigure } from './spec.ts';

/** The parts of a delivery's bytes, in the order in which they are stacked. */
export const BYTE_PARTS = ['Payload', 'Overhead down', 'Up'];

/** Of the bytes of one delivery, how many are the notification and how many serve to carry it. */
export function bytesFigure(transports: Figures[]): ChartFigure {
  const known = transports.flatMap(({ transport, bytes }) => (bytes ? [{ transport, bytes }] : []));
  const words = leastFirst(
    known.map(({ transport, bytes }) => ({
      transport,
      value: bytes.total,
      more: bytes.total > 0 ? ` (${Math.round((bytes.payload / bytes.total) * 100)}% payload)` : '',
    })),
    'B',
  );
  return {
    title: 'How many bytes one delivery moves, and what for',
    summary: words
      ? `Application bytes of one delivery, both ways: ${words}.`
      : 'No valid trial has this figure.',
    spec: {
      kind: 'stack',
      xAxis: 'Application bytes per delivery (B)',
      unit: 'B',
      parts: BYTE_PARTS,
      rows: transports.map(({ transport, bytes }) => ({
        transport,
        values: bytes && [bytes.payload, bytes.overheadDown, bytes.up],
      })),
    },
    table: {
      caption: 'Application bytes per delivery: down is server to client, up is client to server',
      columns: ['Transport', ...BYTE_PARTS.map(part => `${part} (B)`), 'Total (B)', 'On the wire (B)'],
      rows: transports.map(({ transport, bytes, wireBytesPerDelivery }) => [
        { transport },
        figure(bytes?.payload),
        figure(bytes?.overheadDown),
        figure(bytes?.up),
        figure(bytes?.total),
        figure(wireBytesPerDelivery?.value),
      ]),
    },
  };
}
