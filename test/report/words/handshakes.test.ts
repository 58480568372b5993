import { describe, expect, test } from 'vitest';
import { viewPoint } from '../../../report/model/point.ts';
import { scenarioAnswer } from '../../../report/point/scenario-answer.ts';
import { handshakesInWords } from '../../../report/words/handshakes.ts';
import type { Run } from '../../../results/format/run.ts';
import { withoutKnownSpreads } from '../../harness/session-alone.ts';
import { at, everyone, type Part, phases, runOf } from '../../made/claims.ts';
import { madeRecovery, madeVisits } from '../../made/outcomes.ts';

withoutKnownSpreads();

const KINDS = ['plain', 'full', 'resumed'] as const;
type Kind = (typeof KINDS)[number];

/** Visits of each kind, which take so many bytes and so much CPU. */
const visits = (bytes: Record<Kind, number>, cpuMicros: Record<Kind, number>): Part[] =>
  KINDS.map(kind =>
    at(
      'secure-connect',
      kind,
      everyone(transport => ({
        alter(trial) {
          const more = transport === 'websocket' ? 40 : 0;
          trial.visits = madeVisits({
            applicationBytesPerVisit: bytes[kind] + more,
            cpuMicrosPerVisit: cpuMicros[kind] + more,
          });
          trial.phases = phases({ 'to-first': kind === 'plain' ? 1 : 2 });
          const predicted = bytes[kind] + more - 2;
          trial.theory = {
            quantities: [
              {
                quantity: 'applicationBytesPerDelivery',
                predicted,
                measured: predicted + 2,
                residualPercent: 200 / predicted,
              },
            ],
            distribution: null,
          };
        },
      })),
    ),
  );

/** Visits over 20 ms, which take so many round trips. */
const far = (trips: Record<Kind, number>): Part[] =>
  KINDS.map(kind =>
    at(
      'secure-connect',
      `${kind}-20ms`,
      everyone(() => ({
        alter(trial) {
          trial.visits = madeVisits();
          trial.phases = phases({ 'to-first': 20 * trips[kind] });
        },
      })),
    ),
  );

/** A thousand that reconnect, the last of them after so many seconds. */
const crowd = (seconds: Record<Kind, number>): Part[] =>
  KINDS.map(kind =>
    at(
      'secure-connect',
      `thousand-${kind}`,
      everyone(() => ({
        cpuMicrosPerDelivery: 1000 * seconds[kind],
        alter(trial) {
          const recovery = madeRecovery();
          const { sinceClearedMs } = recovery ?? {};
          trial.recovery =
            recovery && sinceClearedMs
              ? { ...recovery, sinceClearedMs: { ...sinceClearedMs, max: 1000 * seconds[kind] } }
              : null;
        },
      })),
    ),
  );

const viewsOf = (run: Run) =>
  run.scenarios.flatMap(scenario => scenario.points.map(point => viewPoint(run, scenario, point)));
const said = (...parts: Part[]) => handshakesInWords(viewsOf(runOf(...parts)));
/** With each space an ordinary one. */
const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ');

describe('points that differ by their handshakes say what these cost', () => {
  const bytes = { plain: 500, full: 4500, resumed: 3700 };
  const cpu = { plain: 400, full: 1000, resumed: 800 };

  test('a visit in bytes and CPU, from the least to the most of all transports', () => {
    expect(plain(said(...visits(bytes, cpu)))).toBe(
      'TLS adds to a visit: a full handshake 4,000 B and 600 µs of server CPU (×2.36 to ×2.50) and ' +
        'a resumed one 3,200 B and 400 µs of server CPU (×1.91 to ×2.00), the bytes as predicted to within 0.100%.',
    );
  });

  test('a visit over a path in round trips', () => {
    expect(plain(said(...far({ plain: 2, full: 3.1, resumed: 3 })))).toBe(
      'Round trips until the first notification: 2.00 without TLS, 3.10 with a full handshake and 3.00 with a resumed one.',
    );
  });

  test('those who reconnect at once until the last is back', () => {
    expect(plain(said(...crowd({ plain: 1, full: 2.5, resumed: 2 })))).toBe(
      'All reconnect at once, and the last has caught up: without TLS 1.00 s and 1.00 s of server CPU, ' +
        'with full handshakes 2.50 s and 2.50 s of server CPU and with resumed handshakes 2.00 s and 2.00 s of server CPU.',
    );
  });

  test('nothing where no point has TLS, or one has nothing to be compared with', () => {
    const [none, full, resumed] = visits(bytes, cpu);
    if (!none || !full || !resumed) throw new Error('three kinds were made');
    expect(said(none)).toBeNull();
    expect(said(full, resumed)).toBeNull();
  });

  test('each kind of point by itself, in the answer of the scenario', () => {
    const run = runOf(
      ...visits(bytes, cpu),
      ...far({ plain: 2, full: 3, resumed: 3 }),
      ...crowd({ plain: 1, full: 2, resumed: 2 }),
    );
    const { sentences, pictures, more } = scenarioAnswer(viewsOf(run), run);
    expect(sentences[0]).toMatch(/^TLS adds to a visit/);
    for (const start of ['Over', 'All reconnect at once']) {
      expect(more.sentences.some(one => one.startsWith(start))).toBe(true);
    }
    expect(pictures).toHaveLength(1);
    expect([...pictures, ...more.pictures].map(({ title }) => title)).toEqual([
      'Mean time to the first notification, point by point',
      'Time from the fault cleared until caught up, last subscriber, point by point',
      'Mean time to the first notification, point by point',
    ]);
  });
});
