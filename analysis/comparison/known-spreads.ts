import type { Spreads } from './pair-kinds.ts';

/** Written by npm run record from results/sessions; a test fails if it is out of date. */
export const KNOWN_SPREADS: Spreads = {
  p50: {
    'polling-polling': { tau: 0.0317, sigma: 0.142, degreesOfFreedom: 4 },
    'polling-push': { tau: 0, sigma: 0.145, degreesOfFreedom: 4 },
    'push-push': { tau: 0.0451, sigma: 0.121, degreesOfFreedom: 4 },
  },
  p99: {
    'polling-polling': { tau: 0.118, sigma: 0.724, degreesOfFreedom: 4 },
    'polling-push': { tau: 0.242, sigma: 0.585, degreesOfFreedom: 4 },
    'push-push': { tau: 0.572, sigma: 0.363, degreesOfFreedom: 4 },
  },
  cpu: {
    'polling-polling': { tau: 0.196, sigma: 0.177, degreesOfFreedom: 4 },
    'polling-push': { tau: 0.149, sigma: 0.176, degreesOfFreedom: 4 },
    'push-push': { tau: 0.0777, sigma: 0.128, degreesOfFreedom: 4 },
  },
  bytes: {
    'polling-polling': { tau: 0.0184, sigma: 0.0278, degreesOfFreedom: 4 },
    'polling-push': { tau: 0.0124, sigma: 0.0193, degreesOfFreedom: 4 },
    'push-push': { tau: 0.000407, sigma: 0.00119, degreesOfFreedom: 4 },
  },
  wire: {
    'polling-polling': { tau: 0.0209, sigma: 0.0318, degreesOfFreedom: 4 },
    'polling-push': { tau: 0.015, sigma: 0.0218, degreesOfFreedom: 4 },
    'push-push': { tau: 0.0117, sigma: 0.00909, degreesOfFreedom: 4 },
  },
};
