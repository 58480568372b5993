import type { Run } from '../../results/format/run.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import { layeredPoints } from '../runs/layered.ts';
import { isTlsAlone, layerInShort } from './by-connection.ts';
import { isDelivery } from './over-paths.ts';
import { LABELS, overheadFigures } from './overhead-bytes.ts';
import { plainMark, plainStrip, supportVerdict } from './strip.ts';
import type { ClaimFigure } from './verdict.ts';
import type { Addition } from './with-layers.ts';
import { amount, digits, list } from './words.ts';

const POLLINGS = ['short-polling', 'long-polling'] as const;

/**
 * The overheads of messages over TLS: points of deliveries over it that have the TCP floor without
 * it beside them. `reaches` says whether a ratio is as large as claimed. Null without such a point.
 */
export function overheadOverTls(run: Run, reaches: (ratio: ClaimFigure) => boolean | null): Addition | null {
  const found = layeredPoints(run, isDelivery)
    .filter(isTlsAlone)
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
    because: `Over TLS, records add to every message. Beyond the JSON, and as a multiple of WebSocket: ${clauses.join('; ')}.`,
    strips: POLLINGS.map(polling =>
      plainStrip(
        `${inProse(polling)}, over TLS`,
        {
          measure: `${LABELS.overhead}, ${inProse(polling)} ÷ ${inProse('websocket')}, over TLS`,
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
