import type { Spreads } from './session-spread.ts';

/** Written by npm run record from results/sessions; a test fails if it is out of date. */
export const KNOWN_SPREADS: Spreads = {
  p50: {
    'polling-polling': {
      notifications: { tau: 0.139, sigma: 0.216, degreesOfFreedom: 8 },
      ticker: { tau: 0.147, sigma: 0.0841, degreesOfFreedom: 8 },
      trace: { tau: 0.104, sigma: 0.0899, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.193, sigma: 0.22, degreesOfFreedom: 3 },
    },
    'polling-push': {
      notifications: { tau: 0.0898, sigma: 0.198, degreesOfFreedom: 8 },
      ticker: { tau: 0.0819, sigma: 0.106, degreesOfFreedom: 8 },
      trace: { tau: 0.0912, sigma: 0.119, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.156, sigma: 0.21, degreesOfFreedom: 3 },
    },
    'push-push': {
      notifications: { tau: 0.0754, sigma: 0.15, degreesOfFreedom: 8 },
      ticker: { tau: 0.0377, sigma: 0.115, degreesOfFreedom: 8 },
      trace: { tau: 0, sigma: 0.156, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0, sigma: 0.193, degreesOfFreedom: 3 },
    },
    polling: {
      notifications: { tau: 0.0787, sigma: 0.14, degreesOfFreedom: 8 },
      ticker: { tau: 0.106, sigma: 0.0599, degreesOfFreedom: 8 },
      trace: { tau: 0.073, sigma: 0.0636, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.14, sigma: 0.161, degreesOfFreedom: 3 },
    },
    push: {
      notifications: { tau: 0.121, sigma: 0.17, degreesOfFreedom: 8 },
      ticker: { tau: 0.117, sigma: 0.0846, degreesOfFreedom: 8 },
      trace: { tau: 0.14, sigma: 0.109, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.23, sigma: 0.177, degreesOfFreedom: 3 },
    },
  },
  p99: {
    'polling-polling': {
      notifications: { tau: 0.301, sigma: 0.606, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.272, sigma: 0.343, degreesOfFreedom: 3 },
    },
    'polling-push': {
      notifications: { tau: 0.189, sigma: 0.613, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.39, sigma: 0.594, degreesOfFreedom: 3 },
    },
    'push-push': {
      notifications: { tau: 0.461, sigma: 0.555, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0, sigma: 0.828, degreesOfFreedom: 3 },
    },
    polling: {
      notifications: { tau: 0.208, sigma: 0.427, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.194, sigma: 0.243, degreesOfFreedom: 3 },
    },
    push: {
      notifications: { tau: 0.232, sigma: 0.439, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.306, sigma: 0.578, degreesOfFreedom: 3 },
    },
  },
  cpu: {
    'polling-polling': {
      notifications: { tau: 0.191, sigma: 0.238, degreesOfFreedom: 8 },
      ticker: { tau: 0.122, sigma: 0.201, degreesOfFreedom: 8 },
      trace: { tau: 0.229, sigma: 0.154, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.185, sigma: 0.231, degreesOfFreedom: 3 },
    },
    'polling-push': {
      notifications: { tau: 0.145, sigma: 0.246, degreesOfFreedom: 8 },
      ticker: { tau: 0.188, sigma: 0.186, degreesOfFreedom: 8 },
      trace: { tau: 0.167, sigma: 0.194, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.164, sigma: 0.241, degreesOfFreedom: 3 },
    },
    'push-push': {
      notifications: { tau: 0.216, sigma: 0.236, degreesOfFreedom: 8 },
      ticker: { tau: 0, sigma: 0.172, degreesOfFreedom: 8 },
      trace: { tau: 0.206, sigma: 0.211, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.071, sigma: 0.263, degreesOfFreedom: 3 },
    },
    polling: {
      notifications: { tau: 0.0101, sigma: 0.216, degreesOfFreedom: 8 },
      ticker: { tau: 0.195, sigma: 0.152, degreesOfFreedom: 8 },
      trace: { tau: 0.171, sigma: 0.145, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.253, sigma: 0.207, degreesOfFreedom: 3 },
    },
    push: {
      notifications: { tau: 0.204, sigma: 0.211, degreesOfFreedom: 8 },
      ticker: { tau: 0.0501, sigma: 0.127, degreesOfFreedom: 8 },
      trace: { tau: 0.131, sigma: 0.16, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.204, sigma: 0.233, degreesOfFreedom: 3 },
    },
  },
  bytes: {
    'polling-polling': {
      notifications: { tau: 0.0285, sigma: 0.0524, degreesOfFreedom: 7 },
      ticker: { tau: 0.00176, sigma: 0.00237, degreesOfFreedom: 7 },
      trace: { tau: 0.000579, sigma: 0.000905, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0.0614, sigma: 0.0724, degreesOfFreedom: 2 },
    },
    'polling-push': {
      notifications: { tau: 0.0195, sigma: 0.0367, degreesOfFreedom: 7 },
      ticker: { tau: 0.00129, sigma: 0.00161, degreesOfFreedom: 7 },
      trace: { tau: 0.000354, sigma: 0.000649, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0.0416, sigma: 0.0503, degreesOfFreedom: 2 },
    },
    'push-push': {
      notifications: { tau: 0, sigma: 0.00233, degreesOfFreedom: 7 },
      ticker: { tau: 0, sigma: 0.0000445, degreesOfFreedom: 7 },
      trace: { tau: 0, sigma: 0.000204, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0, sigma: 0.000796, degreesOfFreedom: 2 },
    },
    polling: {
      notifications: { tau: 0.0201, sigma: 0.037, degreesOfFreedom: 7 },
      ticker: { tau: 0.00129, sigma: 0.00162, degreesOfFreedom: 7 },
      trace: { tau: 0.00041, sigma: 0.00064, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0.0433, sigma: 0.0512, degreesOfFreedom: 2 },
    },
    push: {
      notifications: { tau: 0.000945, sigma: 0.00181, degreesOfFreedom: 7 },
      ticker: { tau: 0, sigma: 0.0000315, degreesOfFreedom: 7 },
      trace: { tau: 0, sigma: 0.000133, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0.00221, sigma: 0.00252, degreesOfFreedom: 2 },
    },
  },
  wire: {
    'polling-polling': {
      notifications: { tau: 0.0325, sigma: 0.0601, degreesOfFreedom: 7 },
      ticker: { tau: 0, sigma: 0.00108, degreesOfFreedom: 7 },
      trace: { tau: 0.000696, sigma: 0.0012, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0.0648, sigma: 0.0803, degreesOfFreedom: 2 },
    },
    'polling-push': {
      notifications: { tau: 0.0235, sigma: 0.0425, degreesOfFreedom: 7 },
      ticker: { tau: 0, sigma: 0.000896, degreesOfFreedom: 7 },
      trace: { tau: 0, sigma: 0.00242, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0.0353, sigma: 0.0482, degreesOfFreedom: 2 },
    },
    'push-push': {
      notifications: { tau: 0.00726, sigma: 0.024, degreesOfFreedom: 7 },
      ticker: { tau: 0, sigma: 0.00068, degreesOfFreedom: 7 },
      trace: { tau: 0, sigma: 0.00348, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0.0147, sigma: 0.016, degreesOfFreedom: 2 },
    },
    polling: {
      notifications: { tau: 0.0232, sigma: 0.0425, degreesOfFreedom: 7 },
      ticker: { tau: 0, sigma: 0.000749, degreesOfFreedom: 7 },
      trace: { tau: 0.000492, sigma: 0.000852, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0.0458, sigma: 0.0568, degreesOfFreedom: 2 },
    },
    push: {
      notifications: { tau: 0.00583, sigma: 0.0169, degreesOfFreedom: 7 },
      ticker: { tau: 0, sigma: 0.000483, degreesOfFreedom: 7 },
      trace: { tau: 0, sigma: 0.0023, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0.0326, sigma: 0.0298, degreesOfFreedom: 2 },
    },
  },
};
