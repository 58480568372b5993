import type { Tool } from '../../scenarios/load/tool.ts';

/** How those are named who generate the load. */
export const GENERATORS: Record<Tool | 'lab', string> = {
  lab: 'The lab’s clients',
  autocannon: 'autocannon',
  k6: 'k6',
};
