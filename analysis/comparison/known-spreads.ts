import type { Spreads } from './session-spread.ts';

/** Written by npm run record from results/sessions; a test fails if it is out of date. */
export const KNOWN_SPREADS: Spreads = {
  p50: {
    'polling-polling': {
      notifications: { tau: 0.101, sigma: 0.219, degreesOfFreedom: 7 },
      ticker: { tau: 0.0792, sigma: 0.0858, degreesOfFreedom: 7 },
      trace: { tau: 0, sigma: 0.093, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0.0124, sigma: 0.212, degreesOfFreedom: 2 },
    },
    'polling-push': {
      notifications: { tau: 0, sigma: 0.195, degreesOfFreedom: 7 },
      ticker: { tau: 0.0505, sigma: 0.106, degreesOfFreedom: 7 },
      trace: { tau: 0, sigma: 0.116, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0, sigma: 0.203, degreesOfFreedom: 2 },
    },
    'push-push': {
      notifications: { tau: 0.0903, sigma: 0.133, degreesOfFreedom: 7 },
      ticker: { tau: 0.0317, sigma: 0.116, degreesOfFreedom: 7 },
      trace: { tau: 0, sigma: 0.145, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0, sigma: 0.178, degreesOfFreedom: 2 },
    },
    polling: {
      notifications: { tau: 0, sigma: 0.143, degreesOfFreedom: 7 },
      ticker: { tau: 0.0573, sigma: 0.0611, degreesOfFreedom: 7 },
      trace: { tau: 0, sigma: 0.0657, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0.0401, sigma: 0.159, degreesOfFreedom: 2 },
    },
    push: {
      notifications: { tau: 0, sigma: 0.164, degreesOfFreedom: 7 },
      ticker: { tau: 0.073, sigma: 0.085, degreesOfFreedom: 7 },
      trace: { tau: 0.0361, sigma: 0.104, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0.0239, sigma: 0.15, degreesOfFreedom: 2 },
    },
  },
  p99: {
    'polling-polling': {
      notifications: { tau: 0.34, sigma: 0.623, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0, sigma: 0.378, degreesOfFreedom: 2 },
    },
    'polling-push': {
      notifications: { tau: 0.185, sigma: 0.604, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0.313, sigma: 0.585, degreesOfFreedom: 2 },
    },
    'push-push': {
      notifications: { tau: 0.429, sigma: 0.517, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0, sigma: 0.868, degreesOfFreedom: 2 },
    },
    polling: {
      notifications: { tau: 0.236, sigma: 0.438, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0, sigma: 0.267, degreesOfFreedom: 2 },
    },
    push: {
      notifications: { tau: 0.184, sigma: 0.427, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0.269, sigma: 0.548, degreesOfFreedom: 2 },
    },
  },
  cpu: {
    'polling-polling': {
      notifications: { tau: 0.212, sigma: 0.235, degreesOfFreedom: 7 },
      ticker: { tau: 0.121, sigma: 0.211, degreesOfFreedom: 7 },
      trace: { tau: 0.138, sigma: 0.162, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0.0471, sigma: 0.237, degreesOfFreedom: 2 },
    },
    'polling-push': {
      notifications: { tau: 0.0944, sigma: 0.25, degreesOfFreedom: 7 },
      ticker: { tau: 0.179, sigma: 0.195, degreesOfFreedom: 7 },
      trace: { tau: 0, sigma: 0.173, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0.0434, sigma: 0.247, degreesOfFreedom: 2 },
    },
    'push-push': {
      notifications: { tau: 0.133, sigma: 0.238, degreesOfFreedom: 7 },
      ticker: { tau: 0, sigma: 0.18, degreesOfFreedom: 7 },
      trace: { tau: 0.0733, sigma: 0.157, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0.102, sigma: 0.274, degreesOfFreedom: 2 },
    },
    polling: {
      notifications: { tau: 0, sigma: 0.223, degreesOfFreedom: 7 },
      ticker: { tau: 0.175, sigma: 0.16, degreesOfFreedom: 7 },
      trace: { tau: 0.0697, sigma: 0.152, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0.155, sigma: 0.206, degreesOfFreedom: 2 },
    },
    push: {
      notifications: { tau: 0.0675, sigma: 0.217, degreesOfFreedom: 7 },
      ticker: { tau: 0.0492, sigma: 0.133, degreesOfFreedom: 7 },
      trace: { tau: 0.0536, sigma: 0.132, degreesOfFreedom: 7 },
      'rate-sweep': { tau: 0.145, sigma: 0.23, degreesOfFreedom: 2 },
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
