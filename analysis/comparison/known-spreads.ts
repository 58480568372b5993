import type { Spreads } from './pair-kinds.ts';

/** Written by npm run record from results/sessions; a test fails if it is out of date. */
export const KNOWN_SPREADS: Spreads = {
  p50: {
    'polling-polling': { tau: 0, sigma: 0.16, degreesOfFreedom: 6 },
    'polling-push': { tau: 0, sigma: 0.154, degreesOfFreedom: 6 },
    'push-push': { tau: 0.0224, sigma: 0.136, degreesOfFreedom: 6 },
  },
  p99: {
    'polling-polling': { tau: 0.299, sigma: 0.535, degreesOfFreedom: 6 },
    'polling-push': { tau: 0.176, sigma: 0.589, degreesOfFreedom: 6 },
    'push-push': { tau: 0.37, sigma: 0.567, degreesOfFreedom: 6 },
  },
  cpu: {
    'polling-polling': { tau: 0.15, sigma: 0.225, degreesOfFreedom: 6 },
    'polling-push': { tau: 0.112, sigma: 0.214, degreesOfFreedom: 6 },
    'push-push': { tau: 0.0776, sigma: 0.193, degreesOfFreedom: 6 },
  },
  bytes: {
    'polling-polling': { tau: 0.0428, sigma: 0.0429, degreesOfFreedom: 6 },
    'polling-push': { tau: 0.0254, sigma: 0.0279, degreesOfFreedom: 6 },
    'push-push': { tau: 0.000165, sigma: 0.00126, degreesOfFreedom: 6 },
  },
  wire: {
    'polling-polling': { tau: 0.0462, sigma: 0.0482, degreesOfFreedom: 6 },
    'polling-push': { tau: 0.0232, sigma: 0.0298, degreesOfFreedom: 6 },
    'push-push': { tau: 0.00948, sigma: 0.0131, degreesOfFreedom: 6 },
  },
};
