import type { MeasuredTrial } from '../../results/format/trial.ts';

type Visits = NonNullable<MeasuredTrial['visits']>;
/** What the server spent in the window, divided by the visits due in it. */
type Cost = 'cpuMicrosPerVisit' | 'applicationBytesPerVisit' | 'wireBytesPerVisit' | 'packetsPerVisit';

/**
 * What one visit cost; null without visits. A visit that takes long began before the window, or
 * ends after it. So run.json's value is divided by the share of what was due in the window that
 * arrived in it: 20 visits due, and what 18 get arrived, is the work of 18 visits. Where nothing is
 * delivered, as to a cursor that is too old, the value stays.
 */
export function costOfVisit(
  { visits, deliveries }: Pick<MeasuredTrial, 'visits' | 'deliveries'>,
  cost: Cost,
) {
  const value = (visits as Visits | null | undefined)?.[cost] ?? null;
  if (value === null || deliveries.expected === 0 || deliveries.arrived === 0) return value;
  return (value * deliveries.expected) / deliveries.arrived;
}
