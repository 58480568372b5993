import { connectionAdds, connectionLabel } from '../../scenarios/load/connection-words.ts';
import { isTested, nameOf, TRANSPORTS } from '../../scenarios/load/transport.ts';
import type { ByConnection } from '../model/connections.ts';
import { type LedgerRow, ledgerFigure } from './bytes.ts';
import type { ChartFigure } from './spec.ts';

/**
 * The bytes of one delivery by layer, of each transport at points that differ by their connection:
 * one bar for each. The first bar of a transport has its name, the others what they add to it.
 */
export function layersFigure({ plain, others }: ByConnection): ChartFigure {
  const connections = others.flatMap(({ point: { load } }) => load.connection ?? []);
  const rows = TRANSPORTS.filter(isTested).flatMap(transport =>
    [plain, ...others].flatMap(({ point: { load }, transports }): LedgerRow[] => {
      const found = transports.find(one => one.transport === transport);
      const name = nameOf(transport);
      const label = load.connection ? `${name}, ${connectionLabel(load.connection)}` : name;
      const brief = load.connection ? connectionAdds(load.connection, connections) : name;
      return found ? [{ transport, label, brief, bytes: found.bytes }] : [];
    }),
  );
  const { label } = plain.point;
  const figure = ledgerFigure(rows, `Each transport as it is, and with what lies below it: ${label}.`);
  return { ...figure, title: `${figure.title}: ${label}` };
}
