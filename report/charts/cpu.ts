import type { TransportFigures } from '../model/figures.ts';
import { dotsFigure } from './dots.ts';
import type { ChartFigure } from './spec.ts';

/** What one delivery costs the server process, user and system time together. */
export function cpuFigure(transports: TransportFigures[]): ChartFigure {
  return dotsFigure(transports, {
    title: 'What one delivery costs the server’s processor',
    what: 'Server CPU per delivery',
    unit: 'µs',
    ofTrial: trial => trial.server.cpuMicrosPerDelivery,
    ofFigures: figures => figures.cpuMicrosPerDelivery,
  });
}
