import { memoryOf, type TransportFigures } from '../model/figures.ts';
import { inUnitsOf } from '../model/spread.ts';
import { dotsFigure } from './dots.ts';
import type { ChartFigure } from './spec.ts';

const KIB = 1024;

/** Growth of the server's resident memory per subscriber. */
export function memoryFigure(transports: TransportFigures[], subscribers: number): ChartFigure {
  return dotsFigure(transports, {
    title: 'Server memory per subscriber, accurate to several KiB',
    what: 'Memory per subscriber',
    unit: 'KiB',
    ofTrial: trial => memoryOf(trial, subscribers) / KIB,
    ofFigures: figures => inUnitsOf(KIB, figures.memoryBytesPerSubscriber),
  });
}
