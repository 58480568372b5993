import type { Run } from '../../results/format/run.ts';
import { inProse, TESTED_TRANSPORTS } from '../../scenarios/load/transport.ts';
import { type Layered, layeredPoints } from '../runs/layered.ts';
import { isTlsAlone, type LayerContrast, layerContrast, layerInShort } from './by-connection.ts';
import type { Quantity } from './claim-figures.ts';
import { credentialsInWords } from './credentials.ts';
import { isDelivery, isTimedVisit } from './over-paths.ts';
import { bytesPerDelivery, cpuPerDelivery } from './quantities.ts';
import { fitting } from './sentence.ts';
import { factorOf, type Mark, plainMark, plainStrip, type Strip, supportVerdict } from './strip.ts';
import { type Claim, type Finding, holdsIf, type Judgement, noTrials, undecided } from './verdict.ts';
import { bytesPerVisit, cpuPerVisit } from './visits.ts';
import { capital, list, roundedSpan } from './words.ts';

/**
 * TLS secures in practice where it costs the server at most half as much again for a delivery. A
 * convention of this lab, and its target.
 */
const AFFORDABLE = 1.5;

/** What TLS costs in one respect, for each transport at each point. */
interface Cost {
  /** `of a delivery` or `of a visit` */
  what: string;
  cpu: LayerContrast[];
  bytes: LayerContrast[];
}

function costOf(
  run: Run,
  what: string,
  points: readonly Layered[],
  [cpu, bytes]: readonly [Quantity, Quantity],
): Cost {
  const all = (quantity: Quantity) =>
    points.flatMap(point =>
      TESTED_TRANSPORTS.flatMap(transport => layerContrast(run, point, transport, quantity) ?? []),
    );
  return { what, cpu: all(cpu), bytes: all(bytes) };
}

/** Whether the cost is known to be affordable, or not to be. */
const isAffordable = ({ lower, upper }: LayerContrast): boolean | null => {
  if (upper !== null && upper <= AFFORDABLE) return true;
  return lower !== null && lower > AFFORDABLE ? false : null;
};

const markOf = (one: LayerContrast): Mark => ({
  ...plainMark(
    { label: one.layered.over.label, short: layerInShort(one.layered) },
    supportVerdict(isAffordable(one)),
  ),
  ...factorOf(one, 'more'),
});

const stripsOf = ({ what, cpu }: Cost): Strip[] =>
  [...Map.groupBy(cpu, ({ transport }) => transport)].map(([transport, own]) =>
    plainStrip(
      `${what}, ${inProse(transport)}`,
      { measure: `server CPU ${what}, over TLS ÷ without`, unit: '×' },
      own.map(markOf),
    ),
  );

/** `×1.1–1.3 server CPU and 22–44 B of a delivery` */
function costInWords({ what, cpu, bytes }: Cost): string {
  const ratios = cpu.map(({ ratio }) => ratio);
  const more = bytes.map(({ added }) => added);
  const parts = [
    ...(ratios.length > 0 ? [`×${roundedSpan(ratios)} server CPU`] : []),
    ...(more.length > 0 ? [`${roundedSpan(more)} B more`] : []),
  ];
  return `${list(parts)} ${what}`;
}

/** Each transport by itself: `SSE ×1.1–1.2 and 22 B`. */
function eachInWords({ cpu, bytes }: Cost): string {
  const said = TESTED_TRANSPORTS.flatMap(transport => {
    const own = cpu.filter(one => one.transport === transport);
    const more = bytes.filter(one => one.transport === transport);
    if (own.length === 0 || more.length === 0) return [];
    return [
      `${inProse(transport)} ×${roundedSpan(own.map(({ ratio }) => ratio))} and ${roundedSpan(more.map(({ added }) => added))} B`,
    ];
  });
  return list(said);
}

const UNCHECKED = 'who may connect and what one may follow was not checked';

function judge(run: Run): Judgement {
  const tls = (isOfKind: Parameters<typeof layeredPoints>[1]) =>
    layeredPoints(run, isOfKind).filter(isTlsAlone);
  const costs = [
    costOf(run, 'of a delivery', tls(isDelivery), [cpuPerDelivery, bytesPerDelivery]),
    costOf(run, 'of a visit', tls(isTimedVisit), [cpuPerVisit, bytesPerVisit]),
  ].filter(({ cpu }) => cpu.length > 0);
  if (costs.length === 0) return noTrials('a point over TLS and the same without, as in scenario layers');
  const strips = costs.flatMap(stripsOf);
  const figures = costs.flatMap(({ cpu, bytes }) => [...cpu, ...bytes].map(({ figure }) => figure));
  const findings: Finding[] = costs.flatMap(({ cpu }) => cpu.map(one => ({ supports: isAffordable(one) })));
  const dear = costs.flatMap(({ what, cpu }) => (cpu.some(one => isAffordable(one) === false) ? [what] : []));
  const because =
    'Over TLS, whoever reads the path sees records and their sizes alone; each full handshake checks the certificate of the server. ' +
    `${costs.map(one => `${capital(one.what)}, server CPU over TLS ÷ without, and bytes more: ${eachInWords(one)}.`).join(' ')} ` +
    `Counted as affordable: at most ${AFFORDABLE} times the server CPU. ${credentialsInWords()} Tokens, and rights to topics, were not checked: the servers of this lab have none.`;
  const said = costs.map(costInWords);
  const sentence = `${fitting([`TLS costs ${list(said)}; tokens were not checked`, `TLS costs ${list(said)}`, `TLS costs ${said[0]}`])}.`;
  if (findings.every(({ supports }) => supports === null)) {
    return undecided('what TLS costs', { sentence, strips, figures });
  }
  const condition =
    dear.length === 0
      ? `what counts is who reads the path; ${UNCHECKED}`
      : `what counts is who reads the path, and the server has more than ${AFFORDABLE} times the CPU ${list(dear)}; ${UNCHECKED}`;
  return holdsIf(condition, { sentence, strips, because, figures });
}

export const SECURITY_CLAIM: Claim = {
  id: 'C14',
  claim: 'TLS, authentication and authorisation make WebSocket secure.',
  judge,
};
