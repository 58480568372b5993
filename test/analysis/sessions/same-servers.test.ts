import { expect, test } from 'vitest';
import { alikeIn, byServers } from '../../../analysis/sessions/same-servers.ts';
import { readRecordedSessions } from '../../../results/format/recorded-sessions.ts';
import { ROOT } from '../../../root.ts';

const sessions = readRecordedSessions(ROOT);
const ids = (groups: readonly (readonly { id: string }[])[]) =>
  groups.map(group => group.map(({ id }) => id));

/** The session with another amount of push bytes in each cell. */
const scaled = (session: (typeof sessions)[number], factor: number) => ({
  ...session,
  cells: session.cells.map(cell => ({
    ...cell,
    values: { ...cell.values, bytes: cell.values.bytes.map(value => value && value * factor) },
  })),
});

test('sessions are split where the servers began to push other bytes, and only there', () => {
  const quick = sessions.filter(({ commit, preset }) => commit && preset === 'quick').slice(0, 4);
  expect(byServers(quick)).toEqual([quick]);
  const [first, second, third, fourth] = quick as [
    (typeof quick)[0],
    (typeof quick)[0],
    (typeof quick)[0],
    (typeof quick)[0],
  ];
  const changed = [first, second, scaled(third, 1.02), scaled(fourth, 1.02)];
  expect(ids(byServers(changed))).toEqual([
    [first.id, second.id],
    [third.id, fourth.id],
  ]);
  expect(byServers([first, scaled(second, 1.005)])).toHaveLength(1);
});

test('a session without anything that was pushed belongs with the one before it', () => {
  const [first, second, third] = sessions as [
    (typeof sessions)[0],
    (typeof sessions)[0],
    (typeof sessions)[0],
  ];
  const without = { ...second, cells: second.cells.filter(({ transport }) => transport.endsWith('polling')) };
  expect(byServers([first, without, third])).toHaveLength(1);
  expect(byServers([without, scaled(third, 1.1)])).toHaveLength(1);
});

test('other bytes part sessions for metrics in bytes alone', () => {
  const alike = sessions.filter(({ preset, serverKeptAwake }) => preset === 'quick' && serverKeptAwake);
  const [first, second] = alike as [(typeof alike)[0], (typeof alike)[0]];
  const two = [first, scaled(second, 0.9)];
  for (const metric of ['p50', 'p99', 'cpu'] as const) expect(alikeIn(metric, two)).toHaveLength(1);
  for (const metric of ['bytes', 'wire'] as const) expect(alikeIn(metric, two)).toHaveLength(2);
});

test.each(['notifications', 'ticker', 'trace'])('%s alone tells them apart', scenario => {
  const own = sessions.map(session => ({
    ...session,
    cells: session.cells.filter(cell => cell.scenario === scenario),
  }));
  const [before, after] = byServers(sessions) as [typeof sessions, typeof sessions];
  const last = before.findLast(({ preset }) => preset === 'quick');
  const alone = byServers(own.filter(({ id }) => id === last?.id || id === after[0]?.id));
  expect(alone).toHaveLength(2);
});

test('the recorded sessions have two kinds of servers: headers grew between them', () => {
  expect(byServers(sessions)).toHaveLength(2);
});
