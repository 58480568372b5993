import type { CostModel } from '../../analysis/cost-model/model.ts';
import { inProse } from '../../scenarios/load/transport.ts';
import type { Check } from '../charts/spec.ts';
import { figure, integer, list, percent } from '../text/format.ts';
import { modelsOf, type Plan } from './plan.ts';
import type { TrafficLayer } from './transport-plan.ts';
import { extrapolatedInWords, namesOf } from './words.ts';

/**
 * The transports with extrapolated quantities; transports with the same quantities are named
 * together.
 */
function extrapolationNotes({ transports }: Plan): Check[] {
  const beyond = transports.filter(one => extrapolatedInWords(one) !== '');
  if (beyond.length === 0) return [];
  const words = [...Map.groupBy(beyond, extrapolatedInWords)].map(
    ([what, own]) => `${namesOf(own.map(({ transport }) => transport))} in ${what}`,
  );
  const text = `Extrapolated beyond the measured range of one server process: ${words.join('; ')}.`;
  return [{ warn: true, text }];
}

const KINDS = [
  ['cpu', 'CPU'],
  ['memory', 'memory'],
  ['traffic', 'traffic'],
] as const;

/** The largest error of the model at a held-out cell. */
function errorNotes({ transports }: Plan): Check[] {
  const tested = KINDS.flatMap(([kind, name]) => {
    const errors = transports.flatMap(({ transport, errorPercent }) => {
      const error = errorPercent[kind];
      return error === null ? [] : [`${inProse(transport)} ${percent(error)}`];
    });
    return errors.length > 0 ? [`${name}: ${list(errors)}`] : [];
  });
  const untested = KINDS.flatMap(([kind, name]) => {
    const own = transports.filter(({ errorPercent }) => errorPercent[kind] === null);
    return own.length > 0 ? [`${name} of ${namesOf(own.map(({ transport }) => transport))}`] : [];
  });
  return [
    ...(tested.length > 0
      ? [{ warn: false, text: `Largest model errors at held-out cells. ${tested.join('; ')}.` }]
      : []),
    ...(untested.length > 0
      ? [
          {
            warn: false,
            text: `Not tested at held-out cells: ${untested.join('; ')}.`,
          },
        ]
      : []),
  ];
}

/**
 * The caveats of the answer: other possible winners, p99 near the limit, extrapolation and model
 * errors.
 */
export function notesOf(plan: Plan): Check[] {
  const { cheapest, contenders, nearLimit } = plan;
  const near = `The p99 of ${namesOf(nearLimit)} is close to the limit: another run may find it on the other side.`;
  const close = `Within the error of the model, ${namesOf(contenders)} may cost no more than ${namesOf(cheapest)}.`;
  return [
    ...(contenders.length > 0 ? [{ warn: true, text: close }] : []),
    ...(nearLimit.length > 0 ? [{ warn: true, text: near }] : []),
    ...extrapolationNotes(plan),
    ...errorNotes(plan),
  ];
}

/** The bytes that count as traffic. */
export function trafficInWords(layer: TrafficLayer): string {
  return layer === 'wireBytesPerSecond'
    ? 'Traffic is every byte on the wire, both ways, with all headers, acknowledgements and heartbeats. A heartbeat is sent every 15 s: a comment for SSE, ping and pong for WebSocket.'
    : 'Traffic is application bytes, both ways. This run did not count wire bytes: their headers and acknowledgements come on top.';
}

/** The components of the planned latency. */
export function transitInWords(transitMs: number | null): string {
  return transitMs === null
    ? 'This run has no one-way transit of its idle machine: latency leaves out the network path.'
    : `Latency includes one transit on this run’s idle machine, ${figure(transitMs)} ms. On a busy machine the transit is shorter, because processes wake up faster. A slower network adds its own transit, for long polling up to three times. The p99 of long polling, SSE and WebSocket is at least the lowest p99 that the grid of loads of this run measured.`;
}

/** The number of subscribers up to which memory was measured. */
export function memoryInWords(model: CostModel): string {
  const mosts = modelsOf(model).flatMap(({ mostSubscribersInMemory }) => mostSubscribersInMemory ?? []);
  return mosts.length === 0
    ? 'Memory is not known: this run has no valid trial of idle subscribers.'
    : `Memory is what subscribers add to a process, measured up to ${integer(Math.min(...mosts))} subscribers.`;
}
