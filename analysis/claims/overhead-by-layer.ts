import type { Run } from '../../results/format/run.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { layeredPoints } from '../runs/layered.ts';
import { type LayerKind, layerInShort, OVER_HTTP2, OVER_TLS } from './by-connection.ts';
import { isDelivery } from './over-paths.ts';
import { LABELS, overheadFigures } from './overhead-bytes.ts';
import { plainMark, plainStrip, supportVerdict } from './strip.ts';
import type { ClaimFigure } from './verdict.ts';
import { type Addition, joined } from './with-layers.ts';
import { amount, capital, digits, list } from './words.ts';

const POLLINGS = ['short-polling', 'long-polling'] as const;

type Reaches = (ratio: ClaimFigure) => boolean | null;

/** Each kind, and why overheads are others over it. */
const KINDS: readonly [kind: LayerKind, why: string][] = [
  [OVER_TLS, 'records add to every message'],
  [OVER_HTTP2, 'records and frames add to every message, and headers that were sent before are numbers'],
];

function overheadOver(run: Run, { name, isOf }: LayerKind, why: string, reaches: Reaches): Addition | null {
  const found = layeredPoints(run, isDelivery)
    .filter(isOf)
    .map(layered => ({ layered, figures: overheadFigures(run, layered.over, layered.plain) }))
    .filter(({ figures }) => figures.some(({ label }) => label === LABELS.overheads));
  if (found.length === 0) return null;
  const clauses = found.map(({ layered, figures }) => {
    const parts = figures.flatMap(({ label, transport, value }) => {
      if (label !== LABELS.overhead || !transport) return [];
      const ratio = figures.find(one => one.label === LABELS.overheads && one.transport === transport);
      return [`${inProse(transport)} ${amount(value, 'B')}${ratio ? ` (${digits(ratio.value)}:1)` : ''}`];
    });
    return `at “${layered.plain.label}” ${list(parts)}`;
  });
  return {
    because: `${capital(name)}, ${why}. Beyond the JSON, and as a multiple of WebSocket: ${clauses.join('; ')}.`,
    strips: POLLINGS.map(polling =>
      plainStrip(
        `${inProse(polling)}, ${name}`,
        {
          measure: `${LABELS.overhead}, ${inProse(polling)} ÷ ${inProse('websocket')}, ${name}`,
          unit: ':1',
        },
        found.flatMap(({ layered, figures }) =>
          figures
            .filter(({ label, transport }) => label === LABELS.overheads && transport === polling)
            .map(figure =>
              plainMark(
                { label: layered.over.label, short: `${layered.plain.point}, ${layerInShort(layered)}` },
                supportVerdict(reaches(figure)),
                figure.value,
              ),
            ),
        ),
      ),
    ).filter(({ marks }) => marks.length > 0),
    figures: found.flatMap(({ figures }) => figures),
  };
}

/**
 * The overheads of messages over TLS, and over HTTP/2: points of deliveries over them that have the
 * TCP floor without beside them. `reaches` says whether a ratio is as large as claimed. Null
 * without such a point.
 */
export const overheadByLayer = (run: Run, reaches: Reaches): Addition | null =>
  joined(KINDS.map(([kind, why]) => overheadOver(run, kind, why, reaches)));
