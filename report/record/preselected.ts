import { RARE_PER_SECOND, STREAM_PER_SECOND } from '../model/needs.ts';

const SECONDS_PER_HOUR = 3600;

const always = () => true;
const never = () => false;
const whereRare = (perSecond: number) => perSecond <= RARE_PER_SECOND;
const whereStream = (perSecond: number) => perSecond >= STREAM_PER_SECOND;

/** For which events a need counts until the reader chooses. Messages both ways are not planned. */
const FITS: Readonly<Record<string, (eventsPerSecond: number) => boolean>> = {
  'rare-cpu': whereRare,
  'rare-bytes': whereRare,
  waiting: whereRare,
  'stream-cpu': whereStream,
  'stream-bytes': whereStream,
  'both-ways': never,
};

/** Those of the needs that fit the events of each user, in their order. */
export const preselected = (needs: readonly { id: string }[], eventsPerUserHour: number): string[] =>
  needs.filter(({ id }) => (FITS[id] ?? always)(eventsPerUserHour / SECONDS_PER_HOUR)).map(({ id }) => id);
