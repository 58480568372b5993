import { given, integer, list } from '../text/format.ts';

/** A part of the users, and the round trip from them to the server. */
export interface RoundTrip {
  /** 0 to 1. */
  share: number;
  rttMs: number;
}

/** The label of their field. */
export const ROUND_TRIPS_LABEL = 'Round trip to the users';

/** As the run measured: server and clients are neighbours. */
export const NO_DISTANCE: readonly RoundTrip[] = [{ share: 1, rttMs: 0 }];

/** As much as a path of the lab may have. */
const MOST_MS = 2000;
const MOST_PARTS = 10;
/** Shares such as three times 33.3% do not quite add up to 100%. */
const ROUNDING_PERCENT = 0.5;
/** A longer text is cut where it is repeated to the reader. */
const MOST_CHARACTERS = 24;

const ASKED = 'Enter one number of ms, or a mix such as 60% 20 ms, 30% 80 ms, 10% 300 ms.';
const NUMBER = String.raw`(\d+\.?\d*|\.\d+)`;
const ALONE = new RegExp(`^${NUMBER}\\s*(?:ms)?$`, 'i');
const PART = new RegExp(`^${NUMBER}\\s*%\\s*${NUMBER}\\s*(?:ms)?$`, 'i');

/** The round trips of a text, or what is wrong with it in one line. */
export type ReadRoundTrips = { roundTrips: readonly RoundTrip[] } | { fault: string };

const shortened = (text: string): string =>
  text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;

const tooLong = ({ rttMs }: RoundTrip): boolean => rttMs > MOST_MS;

/** One part of a mix; null if it is none. */
function partOf(text: string): RoundTrip | null {
  const [, percent, rttMs] = PART.exec(text) ?? [];
  return percent === undefined ? null : { share: Number(percent) / 100, rttMs: Number(rttMs) };
}

function mixOf(texts: readonly string[]): ReadRoundTrips {
  if (texts.length > MOST_PARTS) return { fault: `Too many parts: at most ${MOST_PARTS}.` };
  const roundTrips: RoundTrip[] = [];
  for (const text of texts) {
    const part = partOf(text);
    if (part === null) return { fault: `“${shortened(text)}” is not a share and a number of ms. ${ASKED}` };
    if (part.share === 0) return { fault: `“${shortened(text)}” is no share: it must be above 0%.` };
    roundTrips.push(part);
  }
  const percent = 100 * roundTrips.reduce((sum, { share }) => sum + share, 0);
  if (Math.abs(percent - 100) > ROUNDING_PERCENT) {
    return { fault: `The shares add up to ${given(Number(percent.toFixed(1)))}%, not to 100%.` };
  }
  return { roundTrips: roundTrips.map(({ share, rttMs }) => ({ share: (100 * share) / percent, rttMs })) };
}

/**
 * Reads the round trips of the users: one number of ms, or shares of the users with a number each,
 * divided by commas: `60% 20 ms, 30% 80 ms, 10% 300 ms`.
 */
export function readRoundTrips(text: string): ReadRoundTrips {
  const trimmed = text.trim();
  if (trimmed === '') return { fault: `No number. ${ASKED}` };
  const alone = ALONE.exec(trimmed);
  const read: ReadRoundTrips = alone
    ? { roundTrips: [{ share: 1, rttMs: Number(alone[1]) }] }
    : mixOf(trimmed.split(/[,;]/).map(part => part.trim()));
  if ('roundTrips' in read && read.roundTrips.some(tooLong)) {
    return { fault: `Too large: at most ${integer(MOST_MS)} ms.` };
  }
  return read;
}

/** Round trips as their field has them. */
export function roundTripsText(roundTrips: readonly RoundTrip[]): string {
  const [first] = roundTrips;
  if (first && roundTrips.length === 1) return String(first.rttMs);
  return roundTrips.map(({ share, rttMs }) => `${Number((100 * share).toFixed(3))}% ${rttMs} ms`).join(', ');
}

/** Whether any user is farther than the clients of the run. */
export const hasDistance = (roundTrips: readonly RoundTrip[] = NO_DISTANCE): boolean =>
  roundTrips.some(({ rttMs }) => rttMs > 0);

/** Round trips within a sentence: `80 ms`, or `20 ms for 60%, 80 ms for 30% and 300 ms for 10%`. */
export function roundTripsInWords(roundTrips: readonly RoundTrip[]): string {
  const [first] = roundTrips;
  if (first && roundTrips.length === 1) return `${given(first.rttMs)} ms`;
  return list(
    roundTrips.map(
      ({ share, rttMs }) => `${given(rttMs)} ms for ${given(Number((100 * share).toFixed(1)))}%`,
    ),
  );
}
