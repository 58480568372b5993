import type { Environment } from '../../results/format/environment.ts';
import type { Cell } from '../charts/spec.ts';
import { type GeneratorFigures, generatorOf } from '../model/generator.ts';
import type { PointView } from '../model/point.ts';
import { inUnitsOf } from '../model/spread.ts';
import { ranged, renderTable } from '../parts/table.ts';
import { times, withUnit } from '../text/format.ts';
import { html, type Markup } from '../text/html.ts';

const row = (figures: GeneratorFigures): Cell[] => [
  { transport: figures.transport },
  ranged(figures.cpuMicrosPerDelivery),
  ranged(figures.cpuTimesBareReader, times),
  ranged(figures.cpuPercent),
  ranged(inUnitsOf(1024, figures.memoryBytesPerSubscriber)),
  ranged(figures.publishLagP99Ms),
];

/** What the load generator itself cost at a point, to judge whether it limited the measurement. */
export function renderGenerator(view: PointView, { hiccups }: Environment): Markup {
  const sender = view.point.load.senders ? 'Sender' : 'Publisher';
  const table = {
    caption: `Clients and publisher of valid trials. On the idle machine, waits end ${withUnit(hiccups.p99Ms, 'ms')} late at p99.`,
    columns: [
      'Transport',
      'Client CPU (µs per delivery)',
      '× bare reader',
      'Client CPU (% of a core)',
      'Memory (KiB per subscriber)',
      `${sender} lag, p99 (ms)`,
    ],
    rows: generatorOf(view).map(row),
  };
  return html`<details class="more"><summary>What the load generator itself cost</summary>
${renderTable(table)}</details>`;
}
