import type { TestedTransport } from '../../scenarios/load/transport.ts';
import type { BreakEvenSpec } from '../charts/spec.ts';
import type { BreakEvenPoint } from './break-even.ts';

function lineOf(
  points: readonly BreakEvenPoint[],
  transport: TestedTransport,
): BreakEvenSpec['lines'][number] {
  const plans = points.map(({ plan }) => plan.transports.find(own => own.transport === transport));
  return {
    transport,
    y: plans.map(one => (one && one.shortfalls.length === 0 ? one.costPerMonth || null : null)),
    extrapolated: plans.map(one => one !== undefined && one.extrapolated.length > 0),
  };
}

/** What each transport costs a month over the events a user an hour; none where it is not good enough, or costs nothing. */
export function breakEvenSpec(
  points: readonly BreakEvenPoint[],
  ownEventsPerUserHour: number,
): BreakEvenSpec {
  const transports = points[0]?.plan.transports.map(({ transport }) => transport) ?? [];
  return {
    kind: 'break-even',
    xAxis: 'Events a user an hour',
    yAxis: 'Cost a month',
    x: points.map(({ eventsPerUserHour }) => eventsPerUserHour),
    lines: transports.map(transport => lineOf(points, transport)),
    own: ownEventsPerUserHour,
  };
}
