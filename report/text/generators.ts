import type { Tool } from '../../scenarios/load/tool.ts';

/** The names of the load generators. */
export const GENERATORS: Record<Tool | 'lab', string> = {
  lab: 'The lab’s clients',
  autocannon: 'autocannon',
  k6: 'k6',
};
