import { RARE_PER_SECOND, STREAM_PER_SECOND } from '../model/need-list.ts';

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

/**
 * The needs that count until the reader chooses: those that fit the events of each user. All where
 * the events are not known, as without a planner.
 */
export const preselected = (needs: readonly { id: string }[], eventsPerUserHour: number | null): string[] =>
  needs
    .filter(
      ({ id }) => eventsPerUserHour === null || (FITS[id] ?? always)(eventsPerUserHour / SECONDS_PER_HOUR),
    )
    .map(({ id }) => id);
