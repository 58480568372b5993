import { describe, expect, test } from 'vitest';
import { spreadEvents } from '../../../report/planner/spread-events.ts';
import { seededRandom } from '../../../scenarios/load/seeded-random.ts';

describe('events over processes', () => {
  test('of one subscriber each come to one process, with one delivery', () => {
    for (const processes of [1, 3, 7, 49])
      expect(spreadEvents(1, processes)).toEqual({ eventShare: 1 / processes, deliveriesPerEvent: 1 });
  });

  test('all come to a single process', () => {
    expect(spreadEvents(500, 1)).toEqual({ eventShare: 1, deliveriesPerEvent: 500 });
  });

  test('of two subscribers miss one of two processes in a quarter of cases', () => {
    const { eventShare, deliveriesPerEvent } = spreadEvents(2, 2);
    expect(eventShare).toBeCloseTo(3 / 4, 12);
    expect(deliveriesPerEvent).toBeCloseTo(4 / 3, 12);
  });

  test('of many subscribers come to all, which share the deliveries', () => {
    expect(spreadEvents(1000, 4).deliveriesPerEvent).toBeCloseTo(250, 6);
  });

  test('are spread as in a simulation', () => {
    const random = seededRandom(4);
    const [followers, processes, events] = [5, 3, 100_000];
    let [touched, deliveries] = [0, 0];
    for (let event = 0; event < events; event++) {
      const own = Array.from({ length: followers }, () => random() * processes < 1).filter(Boolean).length;
      if (own > 0) touched++;
      deliveries += own;
    }
    const { eventShare, deliveriesPerEvent } = spreadEvents(followers, processes);
    expect(touched / events / eventShare).toBeCloseTo(1, 1);
    expect(deliveries / touched / deliveriesPerEvent).toBeCloseTo(1, 1);
  });
});
