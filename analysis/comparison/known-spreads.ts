import type { Spreads } from './pair-kinds.ts';

/** Written by npm run record from results/sessions; a test fails if it is out of date. */
export const KNOWN_SPREADS: Spreads = {
  p50: {
    'polling-polling': { tau: 0, sigma: 0.166, degreesOfFreedom: 5 },
    'polling-push': { tau: 0, sigma: 0.159, degreesOfFreedom: 5 },
    'push-push': { tau: 0.0147, sigma: 0.138, degreesOfFreedom: 5 },
  },
  p99: {
    'polling-polling': { tau: 0.304, sigma: 0.547, degreesOfFreedom: 5 },
    'polling-push': { tau: 0.183, sigma: 0.596, degreesOfFreedom: 5 },
    'push-push': { tau: 0.388, sigma: 0.559, degreesOfFreedom: 5 },
  },
  cpu: {
    'polling-polling': { tau: 0.151, sigma: 0.224, degreesOfFreedom: 5 },
    'polling-push': { tau: 0.118, sigma: 0.21, degreesOfFreedom: 5 },
    'push-push': { tau: 0.0676, sigma: 0.181, degreesOfFreedom: 5 },
  },
  bytes: {
    'polling-polling': { tau: 0.0462, sigma: 0.0448, degreesOfFreedom: 5 },
    'polling-push': { tau: 0.0276, sigma: 0.0293, degreesOfFreedom: 5 },
    'push-push': { tau: 0, sigma: 0.00121, degreesOfFreedom: 5 },
  },
  wire: {
    'polling-polling': { tau: 0.0499, sigma: 0.0504, degreesOfFreedom: 5 },
    'polling-push': { tau: 0.0257, sigma: 0.0309, degreesOfFreedom: 5 },
    'push-push': { tau: 0.0112, sigma: 0.0125, degreesOfFreedom: 5 },
  },
};
