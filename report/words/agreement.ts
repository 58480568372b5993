import {
  type Agreement,
  COUNTED,
  type Compared,
  type CrossCheck,
} from '../../analysis/comparison/tool-agreement.ts';
import type { Tool } from '../../scenarios/load/tool.ts';
import { inProse, type Transport } from '../../scenarios/load/transport.ts';
import { capital, counted, figure, integer, list, range } from '../text/format.ts';
import { GENERATORS } from '../text/generators.ts';

const COUNTS: readonly Compared[] = COUNTED;

const LATENCIES: readonly Compared[] = ['p50', 'p90', 'p99'];

const NAMES: Record<Compared, string> = {
  received: 'delivered',
  missing: 'missing',
  duplicate: 'delivered twice',
  'down-bytes': 'bytes down',
  'own-down-bytes': 'bytes down by its own count, against the server’s of the same connections',
  p50: 'p50 latency',
  p90: 'p90 latency',
  p99: 'p99 latency',
};

/** Of a latency also how far the lab's own blocks are apart: who differs by less than that may differ by chance. */
function figuresInWords({ what, reference, tool, ownRangeMs }: Agreement): string {
  if (COUNTS.includes(what)) return `${integer(tool)} against ${integer(reference)}`;
  if (!LATENCIES.includes(what)) {
    const apart = reference === 0 ? '' : `, ${figure((100 * (tool - reference)) / reference)}% apart`;
    return `${integer(tool)} against ${integer(reference)}${apart}`;
  }
  const own = ownRangeMs ? `; the lab’s own blocks have ${range(...ownRangeMs)} ms` : '';
  return `${figure(tool)} ms against ${figure(reference)} ms${own}`;
}

/** Who is pushed to waits in the fan-out also for what its generator does with those before it; where a poll waits, that is lost in it. */
function ownWorkInWords({ transport, agreements, ownWorkMs }: CrossCheck): string {
  const isLate = agreements.some(({ what, agrees }) => what === 'p50' && !agrees);
  if (transport === 'short-polling' || !isLate || ownWorkMs === null) return '';
  return ` Of the difference at p50, up to ${figure(ownWorkMs)} ms may be the generator’s own work: half of those who get the same wait for the other half, and each costs it more than the lab’s clients.`;
}

/** What a tool and the lab agree on over all blocks of a transport, and each figure on which they do not. */
export function crossCheckInWords(crossCheck: CrossCheck): { text: string; warn: boolean } {
  const { transport, tool, blocks, agreements } = crossCheck;
  const agreed = agreements.filter(({ agrees }) => agrees).map(({ what }) => what);
  const counts = COUNTS.every(what => agreed.includes(what)) ? ['every count'] : [];
  const named = agreed.filter(what => !COUNTS.includes(what) || counts.length === 0).map(what => NAMES[what]);
  const apart = agreements
    .filter(({ agrees }) => !agrees)
    .map(one => `${NAMES[one.what]} (${figuresInWords(one)})`);
  const disagreement =
    apart.length === 0 ? '' : ` They do not on ${list(apart)}.${ownWorkInWords(crossCheck)}`;
  return {
    text: `${capital(inProse(transport))}, ${counted(blocks, 'block')}: the lab and ${GENERATORS[tool]} agree on ${list([...counts, ...named]) || 'nothing'}.${disagreement}`,
    warn: apart.length > 0,
  };
}

/** What there is to compare, in the order in which it is said. */
const COMPARISONS: readonly [name: string, whats: readonly Compared[]][] = [
  ['every count', COUNTS],
  ['bytes', ['down-bytes', 'own-down-bytes']],
  ['latency', LATENCIES],
];

type Seen = { tool: Tool; transport: Transport };
const whoInWords = (those: readonly Seen[]) =>
  list([...new Set(those.map(({ tool, transport }) => `${GENERATORS[tool]} by ${inProse(transport)}`))]);

/** Whether others came to the same at a point, in sentences; null where nobody else was to look. */
export function concordInWords(crossChecks: readonly CrossCheck[], silent: readonly Seen[]): string | null {
  const sentences: string[] = [];
  const apart = crossChecks.flatMap(({ agreements, ...who }) =>
    agreements.filter(({ agrees }) => !agrees).map(({ what }) => ({ what, ...who })),
  );
  const exceptions = [...Map.groupBy(apart, ({ what }) => what)].map(
    ([what, those]) => `${NAMES[what]} (${whoInWords(those)})`,
  );
  const comparesIt = ({ agreements }: CrossCheck, whats: readonly Compared[]) =>
    agreements.some(({ what }) => whats.includes(what));
  const compared = COMPARISONS.filter(([, whats]) => crossChecks.some(one => comparesIt(one, whats)));
  if (crossChecks.length > 0) {
    const others = [...new Set(crossChecks.map(({ tool }) => GENERATORS[tool]))];
    const agree = `${list(others)} ${others.length === 1 ? 'agrees' : 'agree'} with the lab on`;
    const but = exceptions.length === 0 ? '' : ` but for ${list(exceptions)}`;
    sentences.push(`${agree} ${list(compared.map(([name]) => name))}${but}.`);
  }
  for (const [name, whats] of compared) {
    const without = crossChecks.filter(one => !comparesIt(one, whats));
    if (without.length > 0) sentences.push(`Not compared: ${name} (${whoInWords(without)}).`);
  }
  if (silent.length > 0) sentences.push(`Nothing is known of ${whoInWords(silent)}.`);
  return sentences.length === 0 ? null : sentences.join(' ');
}
