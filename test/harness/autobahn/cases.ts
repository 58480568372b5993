import type { Outcome, Outcomes } from './program.ts';

/** Sections of the suite that are run, with its own names for them. */
export const SECTIONS: Readonly<Record<string, string>> = {
  1: 'Framing',
  2: 'Pings/Pongs',
  3: 'Reserved Bits',
  4: 'Opcodes',
  5: 'Fragmentation',
  6: 'UTF-8 Handling',
  7: 'Close Handling',
  9: 'Limits/Performance',
  10: 'Misc',
};
/**
 * Of section 9: messages up to 1 MiB, which is the most that the server takes, whole and in pieces
 * of 64 bytes. The others are larger, or only measure speed.
 */
const LARGE = ['9.1.1', '9.1.2', '9.1.3', '9.2.1', '9.2.2', '9.2.3', '9.5.1', '9.6.1'];

/** What the suite is asked to run. */
export const CASES = Object.keys(SECTIONS).flatMap(section => (section === '9' ? LARGE : [`${section}.*`]));

/** The sections about permessage-deflate, for servers and clients that agree to it. */
export const COMPRESSED_SECTIONS: Readonly<Record<string, string>> = {
  12: 'WebSocket Compression (different payloads)',
  13: 'WebSocket Compression (different parameters)',
};

/**
 * Of section 12 the five kinds of payload, of section 13 the seven offers; of each the messages of
 * 16 B and of 1 KiB. A case sends a thousand of them. The larger ones take minutes.
 */
export const COMPRESSED_CASES = [
  ...[1, 2, 3, 4, 5].map(kind => `12.${kind}`),
  ...[1, 2, 3, 4, 5, 6, 7].map(offer => `13.${offer}`),
].flatMap(group => [1, 4].map(size => `${group}.${size}`));

/** How the suite judges a case, and how the connection ended in it. */
const verdictOf = ({ behavior, behaviorClose }: Outcome) =>
  behavior === behaviorClose || behaviorClose === 'OK' ? behavior : `${behavior}, close: ${behaviorClose}`;

const sectionOf = (id: string) => id.split('.')[0] ?? '';

/** For each section: its name, how many cases it has, and how many had each verdict. */
export function sectionRows(outcomes: Outcomes): string[][] {
  return Object.entries(SECTIONS).map(([section, name]) => {
    const verdicts = [...outcomes]
      .filter(([id]) => sectionOf(id) === section)
      .map(([, outcome]) => verdictOf(outcome));
    const count = (wanted: string) => verdicts.filter(verdict => verdict === wanted).length;
    const [passed, notStrict, informational] = ['OK', 'NON-STRICT', 'INFORMATIONAL'].map(count) as [
      number,
      number,
      number,
    ];
    const failed = verdicts.length - passed - notStrict - informational;
    return [section, name, ...[verdicts.length, passed, notStrict, informational, failed].map(String)];
  });
}

/**
 * The same of the sections about compression; instead of the verdicts that none of these cases has,
 * how many ended because one side did not offer what the other wanted.
 */
export function compressedRows(outcomes: Outcomes): string[][] {
  return Object.entries(COMPRESSED_SECTIONS).map(([section, name]) => {
    const verdicts = [...outcomes]
      .filter(([id]) => sectionOf(id) === section)
      .map(([, outcome]) => verdictOf(outcome));
    const count = (wanted: string) => verdicts.filter(verdict => verdict === wanted).length;
    const [passed, notOffered] = [count('OK'), count('UNIMPLEMENTED')];
    const failed = verdicts.length - passed - notOffered;
    return [section, name, ...[verdicts.length, passed, notOffered, failed].map(String)];
  });
}

/** The cases that did not simply pass: number, verdict, and the close code that came back. */
export function remarkableRows(outcomes: Outcomes): string[][] {
  return [...outcomes]
    .filter(([, outcome]) => verdictOf(outcome) !== 'OK')
    .map(([id, outcome]) => [id, verdictOf(outcome), String(outcome.remoteCloseCode ?? 'none')])
    .toSorted(([a = ''], [b = '']) => a.localeCompare(b, 'en', { numeric: true }));
}
