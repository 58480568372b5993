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
  duplicate: 'duplicate',
  'down-bytes': 'bytes down',
  'own-down-bytes': 'bytes down by the tool’s own count against the server’s count of the same connections',
  p50: 'p50 latency',
  p90: 'p90 latency',
  p99: 'p99 latency',
};

/**
 * Both values of a comparison. A latency also has the range over the lab's own blocks: a smaller
 * difference may be chance.
 */
function figuresInWords({ what, reference, tool, ownRangeMs }: Agreement): string {
  if (COUNTS.includes(what)) return `${integer(tool)} against ${integer(reference)}`;
  if (!LATENCIES.includes(what)) {
    const apart = reference === 0 ? '' : `, ${figure((100 * (tool - reference)) / reference)}% apart`;
    return `${integer(tool)} against ${integer(reference)}${apart}`;
  }
  const own = ownRangeMs ? `; range over the lab’s own blocks: ${range(...ownRangeMs)} ms` : '';
  return `${figure(tool)} ms against ${figure(reference)} ms${own}`;
}

/**
 * In a fan-out, a subscriber of a push transport also waits while the tool handles the subscribers
 * before it. With short polling, the wait for the next poll hides this.
 */
function ownWorkInWords({ transport, agreements, ownWorkMs }: CrossCheck): string {
  const isLate = agreements.some(({ what, agrees }) => what === 'p50' && !agrees);
  if (transport === 'short-polling' || !isLate || ownWorkMs === null) return '';
  return ` Up to ${figure(ownWorkMs)} ms of the difference at p50 may be the tool’s own work. Half of the subscribers wait while it handles the other half, and it needs more CPU for each than the lab’s clients.`;
}

/**
 * What a tool and the lab agree on over all blocks of a transport, and each value on which they
 * disagree.
 */
export function crossCheckInWords(crossCheck: CrossCheck): { text: string; warn: boolean } {
  const { transport, tool, blocks, agreements } = crossCheck;
  const agreed = agreements.filter(({ agrees }) => agrees).map(({ what }) => what);
  const counts = COUNTS.every(what => agreed.includes(what)) ? ['every count'] : [];
  const named = agreed.filter(what => !COUNTS.includes(what) || counts.length === 0).map(what => NAMES[what]);
  const apart = agreements
    .filter(({ agrees }) => !agrees)
    .map(one => `${NAMES[one.what]} (${figuresInWords(one)})`);
  const disagreement =
    apart.length === 0 ? '' : ` They disagree on ${list(apart)}.${ownWorkInWords(crossCheck)}`;
  return {
    text: `${capital(inProse(transport))}, ${counted(blocks, 'block')}: the lab and ${GENERATORS[tool]} agree on ${list([...counts, ...named]) || 'nothing'}.${disagreement}`,
    warn: apart.length > 0,
  };
}

/** What can be compared, in the order of the sentences. */
const COMPARISONS: readonly [name: string, whats: readonly Compared[]][] = [
  ['every count', COUNTS],
  ['bytes', ['down-bytes', 'own-down-bytes']],
  ['latency', LATENCIES],
];

type Seen = { tool: Tool; transport: Transport };
const toolsInWords = (those: readonly Seen[]) =>
  list([...new Set(those.map(({ tool, transport }) => `${GENERATORS[tool]} with ${inProse(transport)}`))]);

/**
 * Whether the external tools of a point agree with the lab, in sentences; null where no tool was
 * planned.
 */
export function concordInWords(crossChecks: readonly CrossCheck[], silent: readonly Seen[]): string | null {
  const sentences: string[] = [];
  const apart = crossChecks.flatMap(({ agreements, ...who }) =>
    agreements.filter(({ agrees }) => !agrees).map(({ what }) => ({ what, ...who })),
  );
  const exceptions = [...Map.groupBy(apart, ({ what }) => what)].map(
    ([what, those]) => `${NAMES[what]} (${toolsInWords(those)})`,
  );
  const comparesIt = ({ agreements }: CrossCheck, whats: readonly Compared[]) =>
    agreements.some(({ what }) => whats.includes(what));
  const compared = COMPARISONS.filter(([, whats]) => crossChecks.some(one => comparesIt(one, whats)));
  if (crossChecks.length > 0) {
    const others = [...new Set(crossChecks.map(({ tool }) => GENERATORS[tool]))];
    const agree = `${list(others)} ${others.length === 1 ? 'agrees' : 'agree'} with the lab on`;
    const but = exceptions.length === 0 ? '' : `, except ${list(exceptions)}`;
    sentences.push(`${agree} ${list(compared.map(([name]) => name))}${but}.`);
  }
  for (const [name, whats] of compared) {
    const without = crossChecks.filter(one => !comparesIt(one, whats));
    if (without.length > 0) sentences.push(`Not compared: ${name} (${toolsInWords(without)}).`);
  }
  if (silent.length > 0) sentences.push(`Nothing to compare for ${toolsInWords(silent)}.`);
  return sentences.length === 0 ? null : sentences.join(' ');
}
