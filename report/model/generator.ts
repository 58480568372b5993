import type { MeasuredTrial } from '../../results/format/trial.ts';
import type { Transport } from '../../scenarios/load/transport.ts';
import { ratioSpread } from './figures.ts';
import type { PointView } from './point.ts';
import { type Spread, spreadOver } from './spread.ts';

/** The cost of the lab's own clients and publisher for one transport, in its valid trials. */
export interface GeneratorFigures {
  transport: Transport;
  cpuMicrosPerDelivery: Spread | null;
  /** Ratio to the bare reader, paired within each block; null where none ran. */
  cpuTimesBareReader: Spread | null;
  cpuPercent: Spread | null;
  memoryBytesPerSubscriber: Spread | null;
  publishLagP99Ms: Spread | null;
}

const cpu = (trial: MeasuredTrial) => trial.generator.cpuMicrosPerDelivery;

/** The values of the load generator at a point, by transport. */
export function generatorOf({ transports }: PointView): GeneratorFigures[] {
  const bare = transports.find(({ transport }) => transport === 'bare-reader')?.valid ?? [];
  return transports.map(({ transport, valid }) => {
    const each = (figure: (trial: MeasuredTrial) => number | null) => spreadOver(valid, figure);
    return {
      transport,
      cpuMicrosPerDelivery: each(cpu),
      cpuTimesBareReader: ratioSpread(valid, bare, cpu),
      cpuPercent: each(trial => trial.generator.cpuPercent),
      memoryBytesPerSubscriber: each(trial => trial.generator.memoryBytesPerSubscriber),
      publishLagP99Ms: each(trial => trial.generator.publishLagP99Ms),
    };
  });
}
