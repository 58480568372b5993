import type { Spreads } from './session-spread.ts';

/** Written by npm run record from results/sessions; a test fails if it is out of date. */
export const KNOWN_SPREADS: Spreads = {
  p50: {
    'polling-polling': {
      notifications: { tau: 0.178, sigma: 0.209, degreesOfFreedom: 10 },
      ticker: { tau: 0.153, sigma: 0.0916, degreesOfFreedom: 10 },
      trace: { tau: 0.0878, sigma: 0.0922, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.184, sigma: 0.223, degreesOfFreedom: 5 },
    },
    'polling-push': {
      notifications: { tau: 0.134, sigma: 0.192, degreesOfFreedom: 10 },
      ticker: { tau: 0.0835, sigma: 0.106, degreesOfFreedom: 10 },
      trace: { tau: 0.081, sigma: 0.12, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.138, sigma: 0.208, degreesOfFreedom: 5 },
    },
    'push-push': {
      notifications: { tau: 0.0852, sigma: 0.152, degreesOfFreedom: 10 },
      ticker: { tau: 0.0204, sigma: 0.116, degreesOfFreedom: 10 },
      trace: { tau: 0, sigma: 0.147, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0, sigma: 0.194, degreesOfFreedom: 5 },
    },
    polling: {
      notifications: { tau: 0.113, sigma: 0.14, degreesOfFreedom: 10 },
      ticker: { tau: 0.11, sigma: 0.0643, degreesOfFreedom: 10 },
      trace: { tau: 0.0618, sigma: 0.0653, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.143, sigma: 0.165, degreesOfFreedom: 5 },
    },
    push: {
      notifications: { tau: 0.165, sigma: 0.165, degreesOfFreedom: 10 },
      ticker: { tau: 0.11, sigma: 0.0843, degreesOfFreedom: 10 },
      trace: { tau: 0.124, sigma: 0.11, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.2, sigma: 0.172, degreesOfFreedom: 5 },
    },
  },
  p99: {
    'polling-polling': {
      notifications: { tau: 0.249, sigma: 0.59, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.436, sigma: 0.364, degreesOfFreedom: 5 },
    },
    'polling-push': {
      notifications: { tau: 0.255, sigma: 0.621, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.507, sigma: 0.612, degreesOfFreedom: 5 },
    },
    'push-push': {
      notifications: { tau: 0.475, sigma: 0.609, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0, sigma: 0.76, degreesOfFreedom: 5 },
    },
    polling: {
      notifications: { tau: 0.172, sigma: 0.416, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.317, sigma: 0.255, degreesOfFreedom: 5 },
    },
    push: {
      notifications: { tau: 0.233, sigma: 0.481, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.566, sigma: 0.574, degreesOfFreedom: 5 },
    },
  },
  cpu: {
    'polling-polling': {
      notifications: { tau: 0.147, sigma: 0.262, degreesOfFreedom: 10 },
      ticker: { tau: 0.125, sigma: 0.244, degreesOfFreedom: 10 },
      trace: { tau: 0.192, sigma: 0.193, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.173, sigma: 0.281, degreesOfFreedom: 5 },
    },
    'polling-push': {
      notifications: { tau: 0.22, sigma: 0.273, degreesOfFreedom: 10 },
      ticker: { tau: 0.173, sigma: 0.202, degreesOfFreedom: 10 },
      trace: { tau: 0.178, sigma: 0.256, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.145, sigma: 0.263, degreesOfFreedom: 5 },
    },
    'push-push': {
      notifications: { tau: 0.283, sigma: 0.27, degreesOfFreedom: 10 },
      ticker: { tau: 0, sigma: 0.169, degreesOfFreedom: 10 },
      trace: { tau: 0.241, sigma: 0.245, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.0489, sigma: 0.273, degreesOfFreedom: 5 },
    },
    polling: {
      notifications: { tau: 0.0906, sigma: 0.225, degreesOfFreedom: 10 },
      ticker: { tau: 0.17, sigma: 0.177, degreesOfFreedom: 10 },
      trace: { tau: 0.147, sigma: 0.171, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.227, sigma: 0.223, degreesOfFreedom: 5 },
    },
    push: {
      notifications: { tau: 0.264, sigma: 0.238, degreesOfFreedom: 10 },
      ticker: { tau: 0.0491, sigma: 0.127, degreesOfFreedom: 10 },
      trace: { tau: 0.14, sigma: 0.2, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.229, sigma: 0.238, degreesOfFreedom: 5 },
    },
  },
  bytes: {
    'polling-polling': {
      notifications: { tau: 0.0189, sigma: 0.0525, degreesOfFreedom: 9 },
      ticker: { tau: 0.00148, sigma: 0.00223, degreesOfFreedom: 9 },
      trace: { tau: 0.000341, sigma: 0.00105, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.0673, sigma: 0.0763, degreesOfFreedom: 4 },
    },
    'polling-push': {
      notifications: { tau: 0.0123, sigma: 0.037, degreesOfFreedom: 9 },
      ticker: { tau: 0.0011, sigma: 0.00154, degreesOfFreedom: 9 },
      trace: { tau: 0.00014, sigma: 0.000753, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.0466, sigma: 0.0524, degreesOfFreedom: 4 },
    },
    'push-push': {
      notifications: { tau: 0, sigma: 0.00213, degreesOfFreedom: 9 },
      ticker: { tau: 0, sigma: 0.000043, degreesOfFreedom: 9 },
      trace: { tau: 0, sigma: 0.000186, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0, sigma: 0.00504, degreesOfFreedom: 4 },
    },
    polling: {
      notifications: { tau: 0.0134, sigma: 0.0371, degreesOfFreedom: 9 },
      ticker: { tau: 0.00112, sigma: 0.00153, degreesOfFreedom: 9 },
      trace: { tau: 0.000241, sigma: 0.000739, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.048, sigma: 0.0531, degreesOfFreedom: 4 },
    },
    push: {
      notifications: { tau: 0.000799, sigma: 0.00164, degreesOfFreedom: 9 },
      ticker: { tau: 0.00000727, sigma: 0.0000312, degreesOfFreedom: 9 },
      trace: { tau: 0, sigma: 0.000122, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.00132, sigma: 0.00333, degreesOfFreedom: 4 },
    },
  },
  wire: {
    'polling-polling': {
      notifications: { tau: 0.0218, sigma: 0.0599, degreesOfFreedom: 9 },
      ticker: { tau: 0, sigma: 0.00102, degreesOfFreedom: 9 },
      trace: { tau: 0.000574, sigma: 0.0013, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.0714, sigma: 0.0841, degreesOfFreedom: 4 },
    },
    'polling-push': {
      notifications: { tau: 0.0169, sigma: 0.0418, degreesOfFreedom: 9 },
      ticker: { tau: 0, sigma: 0.000948, degreesOfFreedom: 9 },
      trace: { tau: 0, sigma: 0.00242, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.0424, sigma: 0.0498, degreesOfFreedom: 4 },
    },
    'push-push': {
      notifications: { tau: 0, sigma: 0.0238, degreesOfFreedom: 9 },
      ticker: { tau: 0, sigma: 0.000707, degreesOfFreedom: 9 },
      trace: { tau: 0, sigma: 0.00329, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.0125, sigma: 0.0172, degreesOfFreedom: 4 },
    },
    polling: {
      notifications: { tau: 0.0157, sigma: 0.0424, degreesOfFreedom: 9 },
      ticker: { tau: 0, sigma: 0.000723, degreesOfFreedom: 9 },
      trace: { tau: 0.000406, sigma: 0.000918, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.0511, sigma: 0.0585, degreesOfFreedom: 4 },
    },
    push: {
      notifications: { tau: 0.00208, sigma: 0.0169, degreesOfFreedom: 9 },
      ticker: { tau: 0, sigma: 0.000519, degreesOfFreedom: 9 },
      trace: { tau: 0, sigma: 0.0022, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.0295, sigma: 0.0292, degreesOfFreedom: 4 },
    },
  },
};
