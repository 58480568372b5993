import type { Witness } from '../../scenarios/load/tool.ts';

/** How those are named who generate the load. */
export const GENERATORS: Record<Witness | 'lab', string> = {
  lab: 'The lab’s clients',
  autocannon: 'autocannon',
  k6: 'k6',
};
