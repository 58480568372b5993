import type { TransportFigures } from '../model/figures.ts';
import { dotsFigure } from './dots.ts';
import type { ChartFigure } from './spec.ts';

/** CPU time of the server process per delivery, user and system time together. */
export function cpuFigure(transports: TransportFigures[]): ChartFigure {
  return dotsFigure(transports, {
    title: 'Server CPU time of one delivery',
    what: 'Server CPU per delivery',
    unit: 'µs',
    ofTrial: trial => trial.server.cpuMicrosPerDelivery,
    ofFigures: figures => figures.cpuMicrosPerDelivery,
  });
}
