/**
 * The ids of the measures of each need, the first that a point has first, as the matrix uses them.
 */
const MEASURES: Readonly<Record<string, readonly string[]>> = {
  soon: ['p50'],
  'rare-cpu': ['cpu'],
  'stream-cpu': ['cpu'],
  'rare-bytes': ['wire', 'bytes'],
  'stream-bytes': ['wire', 'bytes'],
  'both-ways': ['cpu'],
  waiting: ['idle-cpu'],
  start: ['to-first'],
  back: ['caught-up-p50'],
};

/** The ids of the measures of a need; none of an unknown one. */
export const measuresOf = (need: string): readonly string[] => MEASURES[need] ?? [];

/** Those of them that no other need has: a point with such a measure belongs to this need. */
export const ownMeasuresOf = (need: string): readonly string[] =>
  measuresOf(need).filter(
    id => !Object.entries(MEASURES).some(([other, ids]) => other !== need && ids.includes(id)),
  );
