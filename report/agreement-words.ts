import type { Agreement, Compared, Testimony } from '../bench/agreement.ts';
import { capital, counted, figure, integer, list, range } from './format.ts';
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

/** Who is pushed to waits in the fan-out also for what its generator does with those before it; where a poll waits, that is lost in it. */
function ownWorkInWords(blocks: readonly Testimony[]): string {
  const late = blocks.filter(({ transport, agreements }) =>
    transport !== 'short-polling' ? agreements.some(({ what, agrees }) => what === 'p50' && !agrees) : false,
  );
  const works = late.flatMap(({ ownWorkMs }) => ownWorkMs ?? []);
  if (works.length === 0) return '';
  const [least, most] = [Math.min(...works), Math.max(...works)];
  return ` Of the difference at p50, ${range(least, most)} ms is the generators’ own: half of those who get the same wait for the other half, and each costs one of the two generators more.`;
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
  const explained = apart.length > 0 ? ownWorkInWords(blocks) : '';
  const agreement = `agree on ${list([...counts, ...named]) || 'nothing'}`;
  const disagreement = apart.length === 0 ? '' : ` They do not on ${list(apart)}.`;
  return {
    text: `${capital(inProse(first.transport))}, ${counted(blocks.length, 'block')}: the lab and ${GENERATORS[first.witness]} ${agreement}.${disagreement}${explained}`,
    warn: apart.length > 0,
  };
}

/** Whether others came to the same at a point, in one sentence; null where nobody else looked. */
export function concordInWords(testimonies: readonly Testimony[]): string | null {
  if (testimonies.length === 0) return null;
  const apart = testimonies.flatMap(({ witness, transport, agreements }) =>
    agreements
      .filter(({ agrees }) => !agrees)
      .map(({ what }) => ({ what, who: `${GENERATORS[witness]} by ${inProse(transport)}` })),
  );
  const exceptions = [...Map.groupBy(apart, ({ what }) => what)].map(
    ([what, those]) => `${NAMES[what]} (${list([...new Set(those.map(({ who }) => who))])})`,
  );
  const others = [...new Set(testimonies.map(({ witness }) => GENERATORS[witness]))];
  const agreed = `${list(others)} ${others.length === 1 ? 'agrees' : 'agree'} with the lab on all that is compared`;
  return exceptions.length === 0 ? `${agreed}.` : `${agreed} but ${list(exceptions)}.`;
}
