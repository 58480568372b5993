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

/**
 * The monthly cost of each transport by events per user per hour. Null if not good enough or free.
 */
export function breakEvenSpec(
  points: readonly BreakEvenPoint[],
  ownEventsPerUserHour: number,
): BreakEvenSpec {
  const transports = points[0]?.plan.transports.map(({ transport }) => transport) ?? [];
  return {
    kind: 'break-even',
    xAxis: 'Events per user per hour',
    yAxis: 'Cost per month',
    x: points.map(({ eventsPerUserHour }) => eventsPerUserHour),
    lines: transports.map(transport => lineOf(points, transport)),
    own: ownEventsPerUserHour,
  };
}
