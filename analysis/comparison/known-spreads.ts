import type { Spreads } from './session-spread.ts';

/** Written by npm run record from results/sessions; a test fails if it is out of date. */
export const KNOWN_SPREADS: Spreads = {
  p50: {
    'polling-polling': {
      notifications: { tau: 0.281, sigma: 0.204, degreesOfFreedom: 14 },
      ticker: { tau: 0.255, sigma: 0.097, degreesOfFreedom: 14 },
      trace: { tau: 0.184, sigma: 0.0859, degreesOfFreedom: 14 },
      'rate-sweep': { tau: 0.332, sigma: 0.216, degreesOfFreedom: 6 },
    },
    'polling-push': {
      notifications: { tau: 0.248, sigma: 0.181, degreesOfFreedom: 14 },
      ticker: { tau: 0.138, sigma: 0.102, degreesOfFreedom: 14 },
      trace: { tau: 0.179, sigma: 0.114, degreesOfFreedom: 14 },
      'rate-sweep': { tau: 0.258, sigma: 0.202, degreesOfFreedom: 6 },
    },
    'push-push': {
      notifications: { tau: 0.0754, sigma: 0.15, degreesOfFreedom: 14 },
      ticker: { tau: 0.0274, sigma: 0.111, degreesOfFreedom: 14 },
      trace: { tau: 0, sigma: 0.145, degreesOfFreedom: 14 },
      'rate-sweep': { tau: 0, sigma: 0.186, degreesOfFreedom: 6 },
    },
    polling: {
      notifications: { tau: 0.215, sigma: 0.135, degreesOfFreedom: 14 },
      ticker: { tau: 0.184, sigma: 0.0674, degreesOfFreedom: 14 },
      trace: { tau: 0.129, sigma: 0.061, degreesOfFreedom: 14 },
      'rate-sweep': { tau: 0.247, sigma: 0.159, degreesOfFreedom: 6 },
    },
    push: {
      notifications: { tau: 0.356, sigma: 0.157, degreesOfFreedom: 14 },
      ticker: { tau: 0.192, sigma: 0.0886, degreesOfFreedom: 14 },
      trace: { tau: 0.247, sigma: 0.106, degreesOfFreedom: 14 },
      'rate-sweep': { tau: 0.386, sigma: 0.166, degreesOfFreedom: 6 },
    },
  },
  p99: {
    'polling-polling': {
      notifications: { tau: 0.287, sigma: 0.592, degreesOfFreedom: 14 },
      'rate-sweep': { tau: 0.581, sigma: 0.394, degreesOfFreedom: 6 },
    },
    'polling-push': {
      notifications: { tau: 0.261, sigma: 0.578, degreesOfFreedom: 14 },
      'rate-sweep': { tau: 0.55, sigma: 0.601, degreesOfFreedom: 6 },
    },
    'push-push': {
      notifications: { tau: 0.428, sigma: 0.569, degreesOfFreedom: 14 },
      'rate-sweep': { tau: 0, sigma: 0.733, degreesOfFreedom: 6 },
    },
    polling: {
      notifications: { tau: 0.205, sigma: 0.413, degreesOfFreedom: 14 },
      'rate-sweep': { tau: 0.421, sigma: 0.276, degreesOfFreedom: 6 },
    },
    push: {
      notifications: { tau: 0.361, sigma: 0.432, degreesOfFreedom: 14 },
      'rate-sweep': { tau: 0.661, sigma: 0.554, degreesOfFreedom: 6 },
    },
  },
  cpu: {
    'polling-polling': {
      notifications: { tau: 0.156, sigma: 0.232, degreesOfFreedom: 14 },
      ticker: { tau: 0.24, sigma: 0.234, degreesOfFreedom: 14 },
      trace: { tau: 0.294, sigma: 0.193, degreesOfFreedom: 14 },
      'rate-sweep': { tau: 0.183, sigma: 0.27, degreesOfFreedom: 6 },
    },
    'polling-push': {
      notifications: { tau: 0.184, sigma: 0.257, degreesOfFreedom: 14 },
      ticker: { tau: 0.243, sigma: 0.199, degreesOfFreedom: 14 },
      trace: { tau: 0.262, sigma: 0.244, degreesOfFreedom: 14 },
      'rate-sweep': { tau: 0.16, sigma: 0.257, degreesOfFreedom: 6 },
    },
    'push-push': {
      notifications: { tau: 0.252, sigma: 0.251, degreesOfFreedom: 14 },
      ticker: { tau: 0, sigma: 0.155, degreesOfFreedom: 14 },
      trace: { tau: 0.37, sigma: 0.241, degreesOfFreedom: 14 },
      'rate-sweep': { tau: 0, sigma: 0.264, degreesOfFreedom: 6 },
    },
    polling: {
      notifications: { tau: 0.274, sigma: 0.22, degreesOfFreedom: 14 },
      ticker: { tau: 0.309, sigma: 0.185, degreesOfFreedom: 14 },
      trace: { tau: 0.278, sigma: 0.164, degreesOfFreedom: 14 },
      'rate-sweep': { tau: 0.389, sigma: 0.221, degreesOfFreedom: 6 },
    },
    push: {
      notifications: { tau: 0.424, sigma: 0.227, degreesOfFreedom: 14 },
      ticker: { tau: 0.105, sigma: 0.117, degreesOfFreedom: 14 },
      trace: { tau: 0.29, sigma: 0.192, degreesOfFreedom: 14 },
      'rate-sweep': { tau: 0.337, sigma: 0.23, degreesOfFreedom: 6 },
    },
  },
  bytes: {
    'polling-polling': {
      notifications: { tau: 0.028, sigma: 0.0461, degreesOfFreedom: 13 },
      ticker: { tau: 0.00161, sigma: 0.00192, degreesOfFreedom: 13 },
      trace: { tau: 0.000246, sigma: 0.00129, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.0862, sigma: 0.0858, degreesOfFreedom: 5 },
    },
    'polling-push': {
      notifications: { tau: 0.0197, sigma: 0.0325, degreesOfFreedom: 13 },
      ticker: { tau: 0.00119, sigma: 0.00134, degreesOfFreedom: 13 },
      trace: { tau: 0.0000393, sigma: 0.000937, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.0598, sigma: 0.059, degreesOfFreedom: 5 },
    },
    'push-push': {
      notifications: { tau: 0, sigma: 0.0024, degreesOfFreedom: 13 },
      ticker: { tau: 0.0000178, sigma: 0.0000449, degreesOfFreedom: 13 },
      trace: { tau: 0, sigma: 0.00018, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0, sigma: 0.00494, degreesOfFreedom: 5 },
    },
    polling: {
      notifications: { tau: 0.0195, sigma: 0.0324, degreesOfFreedom: 13 },
      ticker: { tau: 0.00121, sigma: 0.00133, degreesOfFreedom: 13 },
      trace: { tau: 0.000174, sigma: 0.000911, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.0614, sigma: 0.0599, degreesOfFreedom: 5 },
    },
    push: {
      notifications: { tau: 0.000792, sigma: 0.0019, degreesOfFreedom: 13 },
      ticker: { tau: 0.0000214, sigma: 0.0000338, degreesOfFreedom: 13 },
      trace: { tau: 0, sigma: 0.000128, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.000914, sigma: 0.00342, degreesOfFreedom: 5 },
    },
  },
  wire: {
    'polling-polling': {
      notifications: { tau: 0.0319, sigma: 0.0528, degreesOfFreedom: 13 },
      ticker: { tau: 0.000547, sigma: 0.000948, degreesOfFreedom: 13 },
      trace: { tau: 0.000193, sigma: 0.00151, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.0914, sigma: 0.0949, degreesOfFreedom: 5 },
    },
    'polling-push': {
      notifications: { tau: 0.023, sigma: 0.0382, degreesOfFreedom: 13 },
      ticker: { tau: 0.000633, sigma: 0.000929, degreesOfFreedom: 13 },
      trace: { tau: 0, sigma: 0.00268, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.0499, sigma: 0.056, degreesOfFreedom: 5 },
    },
    'push-push': {
      notifications: { tau: 0.0142, sigma: 0.0244, degreesOfFreedom: 13 },
      ticker: { tau: 0.00011, sigma: 0.000765, degreesOfFreedom: 13 },
      trace: { tau: 0, sigma: 0.00327, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.0156, sigma: 0.0175, degreesOfFreedom: 5 },
    },
    polling: {
      notifications: { tau: 0.0224, sigma: 0.0371, degreesOfFreedom: 13 },
      ticker: { tau: 0.000491, sigma: 0.00069, degreesOfFreedom: 13 },
      trace: { tau: 0.000136, sigma: 0.00106, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.0652, sigma: 0.0662, degreesOfFreedom: 5 },
    },
    push: {
      notifications: { tau: 0.0103, sigma: 0.0178, degreesOfFreedom: 13 },
      ticker: { tau: 0.000223, sigma: 0.000563, degreesOfFreedom: 13 },
      trace: { tau: 0, sigma: 0.00234, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.0275, sigma: 0.0294, degreesOfFreedom: 5 },
    },
  },
};
