import type { Agreement, Compared, Testimony } from '../bench/agreement.ts';
import { capital, counted, figure, integer, list } from './format.ts';
import { inProse } from './transports.ts';
import { GENERATORS } from './witnesses.ts';

const COUNTS: readonly Compared[] = ['expected', 'received', 'missing', 'duplicate'];

const NAMES: Record<Compared, string> = {
  expected: 'deliveries expected',
  received: 'delivered',
  missing: 'missing',
  duplicate: 'delivered twice',
  'down-bytes': 'bytes down',
  'own-down-bytes': 'bytes down by its own count, against the server’s of the same connections',
  p50: 'p50 latency',
  p99: 'p99 latency',
};

function figuresInWords({ what, reference, witness }: Agreement): string {
  if (what === 'p50' || what === 'p99') return `${figure(witness)} ms against ${figure(reference)} ms`;
  if (COUNTS.includes(what)) return `${integer(witness)} against ${integer(reference)}`;
  const apart = reference === 0 ? '' : `, ${figure((100 * (witness - reference)) / reference)}% apart`;
  return `${integer(witness)} against ${integer(reference)}${apart}`;
}

/** What a witness and the lab agree on over all blocks of a transport, and each figure on which they do not. */
export function testimonyInWords(blocks: readonly Testimony[]): { text: string; warn: boolean } {
  const [first] = blocks;
  if (!first) return { text: 'Nobody else looked.', warn: false };
  const all = blocks.flatMap(({ agreements }) => agreements);
  const agreed = [...new Set(all.map(({ what }) => what))].filter(what =>
    all.every(one => one.what !== what || one.agrees),
  );
  const counts = COUNTS.every(what => agreed.includes(what)) ? ['every count'] : [];
  const named = agreed.filter(what => !COUNTS.includes(what) || counts.length === 0).map(what => NAMES[what]);
  const apart = blocks.flatMap(({ block, agreements }) =>
    agreements
      .filter(({ agrees }) => !agrees)
      .map(one => `${NAMES[one.what]} in block ${block + 1} (${figuresInWords(one)})`),
  );
  const agreement = `agree on ${list([...counts, ...named]) || 'nothing'}`;
  const disagreement = apart.length === 0 ? '' : ` They do not on ${list(apart)}.`;
  return {
    text: `${capital(inProse(first.transport))}, ${counted(blocks.length, 'block')}: the lab and ${GENERATORS[first.witness]} ${agreement}.${disagreement}`,
    warn: apart.length > 0,
  };
}
