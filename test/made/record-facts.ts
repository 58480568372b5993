import type { NeedFacts, RecordFacts } from '../../report/record/facts.ts';
import type { Transport } from '../../scenarios/load/transport.ts';

/** A need whose answer is known: the best has 2 ms, each other three times as much. */
export function madeNeed(id: string, best: Transport[], over: Partial<NeedFacts> = {}): NeedFacts {
  const [lowest] = best;
  const others = (['short-polling', 'long-polling', 'sse', 'websocket'] as const).filter(
    one => one !== lowest,
  );
  return {
    id,
    title: `Need ${id}`,
    compared: 1,
    decided: lowest === undefined ? 0 : 1,
    best,
    bestAt: lowest === undefined ? 0 : 1,
    splits: lowest === undefined ? [] : [{ front: best, more: others.filter(one => !best.includes(one)) }],
    leastBlocks: lowest === undefined ? null : 5,
    example:
      lowest === undefined
        ? null
        : {
            place: 'Ticker',
            measure: 'Median latency',
            unit: 'ms',
            lowest,
            measured: [
              {
                transport: lowest,
                value: 2,
                ratio: null,
                isMore: false,
                isTied: false,
                tail: null,
                elsewhere: null,
              },
              ...others.map(transport => {
                const isMore = !best.includes(transport);
                return {
                  transport,
                  value: isMore ? 6 : 2.1,
                  ratio: isMore
                    ? { median: 3, low: 2.5, high: 3.6, blocks: 5 }
                    : { median: 1.05, low: 0.9, high: 1.2, blocks: 5 },
                  isMore,
                  isTied: !isMore,
                  tail: null,
                  elsewhere: null,
                };
              }),
            ],
          },
    trend: null,
    ...over,
  };
}

/** The facts of a run with these needs. */
export const madeFacts = (needs: NeedFacts[], over: Partial<RecordFacts> = {}): RecordFacts => ({
  run: '2026-03-01-made-up',
  measuredAt: '2026-03-01 12:00:00 UTC',
  machine: 'Made-up CPU, 2 cores, Linux 6.1.0, Node 26.0.0, isolated network',
  lab: 'commit 98d24a4d0e1f',
  sureness: ['One session: 5 blocks, preset standard, 100 valid trials.'],
  needs,
  notMeasured: ['TLS.'],
  ...over,
});
