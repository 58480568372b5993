import type { CostModel } from '../../analysis/cost-model/model.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import type { Check } from '../charts/spec.ts';
import { figure, integer, list, percent } from '../text/format.ts';
import { modelsOf, type Plan } from './plan.ts';
import type { TrafficLayer } from './transport-plan.ts';
import { extrapolatedInWords, namesOf } from './words.ts';

/** Who goes beyond what was measured, and in what; those who do so in the same are named together. */
function extrapolationNotes({ transports }: Plan): Check[] {
  const beyond = transports.filter(one => extrapolatedInWords(one) !== '');
  if (beyond.length === 0) return [];
  const words = [...Map.groupBy(beyond, extrapolatedInWords)].map(
    ([what, own]) => `${namesOf(own.map(({ transport }) => transport))} in ${what}`,
  );
  const text = `Extrapolated, because a server process would have more or less of it than any that was measured: ${words.join('; ')}.`;
  return [{ warn: true, text }];
}

const KINDS = [
  ['cpu', 'CPU'],
  ['memory', 'memory'],
  ['traffic', 'traffic'],
] as const;

/** How far the model is off where it was tested: at the worst cell that it had not seen. */
function errorNotes({ transports }: Plan): Check[] {
  const tested = KINDS.flatMap(([kind, name]) => {
    const errors = transports.flatMap(({ transport, errorPercent }) => {
      const error = errorPercent[kind];
      return error === null ? [] : [`${inProse(transport)} ${percent(error)}`];
    });
    return errors.length > 0 ? [`${name} off by up to ${list(errors)}`] : [];
  });
  const untested = KINDS.flatMap(([kind, name]) => {
    const own = transports.filter(({ errorPercent }) => errorPercent[kind] === null);
    return own.length > 0 ? [`${name} of ${namesOf(own.map(({ transport }) => transport))}`] : [];
  });
  return [
    ...(tested.length > 0
      ? [{ warn: false, text: `At cells that the model had not seen: ${tested.join('; ')}.` }]
      : []),
    ...(untested.length > 0
      ? [
          {
            warn: false,
            text: `Not tested at cells that the model had not seen: ${untested.join('; ')}.`,
          },
        ]
      : []),
  ];
}

/** What the answer must be read with: others that it may be, a limit that is met by a hair, extrapolation, and the errors of the model. */
export function notesOf(plan: Plan): Check[] {
  const { cheapest, contenders, nearLimit } = plan;
  const near = `The p99 of ${namesOf(nearLimit)} is so close to what is acceptable that another run may find it on the other side.`;
  const close = `By what the model may be off, ${namesOf(contenders)} may cost no more than ${namesOf(cheapest)}.`;
  return [
    ...(contenders.length > 0 ? [{ warn: true, text: close }] : []),
    ...(nearLimit.length > 0 ? [{ warn: true, text: near }] : []),
    ...extrapolationNotes(plan),
    ...errorNotes(plan),
  ];
}

/** Which bytes the traffic is. */
export function trafficInWords(layer: TrafficLayer): string {
  return layer === 'wireBytesPerSecond'
    ? 'Traffic is all that passes the wire, both ways, with all headers, acknowledgements and heartbeats (every 15 s: a comment of SSE, ping and pong of WebSocket).'
    : 'Traffic is application bytes, both ways: this run did not count the wire, whose headers and acknowledgements come on top.';
}

/** What latency rests on. */
export function transitInWords(transitMs: number | null): string {
  return transitMs === null
    ? 'This run does not know the transit of its idle machine, so latency is without the way through the network.'
    : `Latency counts one transit of this run’s idle machine, ${figure(transitMs)} ms, which a busy one undercuts, for it wakes faster; a slower network adds its own, to long polling up to three times. p99 of what is pushed is at least the least that the grid of this run measured.`;
}

/** Up to where memory was measured. */
export function memoryInWords(model: CostModel): string {
  const mosts = modelsOf(model).flatMap(({ mostSubscribersInMemory }) => mostSubscribersInMemory ?? []);
  return mosts.length === 0
    ? 'Memory is not known: this run has no valid trial of subscribers who only wait.'
    : `Memory is what subscribers add to a process; it was measured up to ${integer(Math.min(...mosts))} of them.`;
}
