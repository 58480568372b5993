import { describe, expect, test } from 'vitest';
import { isInBackground } from '../../../scripts/terminal/foreground.ts';

const PTS_3 = 0x8803;
const OWN_TERMINAL = 0x500;

/** /proc/self/stat of a process in group 70 of session 60. */
const statOf = ({ name = 'node', controlling = PTS_3, foregroundGroup = 70 }) =>
  `71 (${name}) S 70 70 60 ${controlling} ${foregroundGroup} 4194304 5208 0 0 0 21 4 0 0 20 0 11 0 906`;

describe('a process that reads its terminal', () => {
  test.each([
    ['is in the foreground', statOf({}), PTS_3, false],
    ['is in the background', statOf({ foregroundGroup: 60 }), PTS_3, true],
    ['reads it as /dev/tty', statOf({ foregroundGroup: 60 }), OWN_TERMINAL, true],
    ['reads another terminal', statOf({ foregroundGroup: 60 }), PTS_3 + 1, false],
    ['has no controlling terminal', statOf({ controlling: 0, foregroundGroup: -1 }), PTS_3, false],
    ['has a name like a state', statOf({ name: 'x) S 1 2', foregroundGroup: 60 }), PTS_3, true],
  ])('%s', (_, stat, device, isBackground) => expect(isInBackground(stat, device)).toBe(isBackground));
});
