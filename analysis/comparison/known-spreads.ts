import type { Spreads } from './session-spread.ts';

/** Written by npm run record from results/sessions; a test fails if it is out of date. */
export const KNOWN_SPREADS: Spreads = {
  p50: {
    'polling-polling': {
      notifications: { tau: 0.223, sigma: 0.215, degreesOfFreedom: 11 },
      ticker: { tau: 0.168, sigma: 0.0907, degreesOfFreedom: 11 },
      trace: { tau: 0.092, sigma: 0.0897, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.206, sigma: 0.216, degreesOfFreedom: 6 },
    },
    'polling-push': {
      notifications: { tau: 0.16, sigma: 0.191, degreesOfFreedom: 11 },
      ticker: { tau: 0.0964, sigma: 0.104, degreesOfFreedom: 11 },
      trace: { tau: 0.108, sigma: 0.116, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.158, sigma: 0.202, degreesOfFreedom: 6 },
    },
    'push-push': {
      notifications: { tau: 0.0817, sigma: 0.148, degreesOfFreedom: 11 },
      ticker: { tau: 0.0323, sigma: 0.112, degreesOfFreedom: 11 },
      trace: { tau: 0, sigma: 0.142, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0, sigma: 0.186, degreesOfFreedom: 6 },
    },
    polling: {
      notifications: { tau: 0.139, sigma: 0.142, degreesOfFreedom: 11 },
      ticker: { tau: 0.121, sigma: 0.0636, degreesOfFreedom: 11 },
      trace: { tau: 0.0648, sigma: 0.0635, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.151, sigma: 0.159, degreesOfFreedom: 6 },
    },
    push: {
      notifications: { tau: 0.202, sigma: 0.166, degreesOfFreedom: 11 },
      ticker: { tau: 0.131, sigma: 0.0855, degreesOfFreedom: 11 },
      trace: { tau: 0.149, sigma: 0.107, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.224, sigma: 0.166, degreesOfFreedom: 6 },
    },
  },
  p99: {
    'polling-polling': {
      notifications: { tau: 0.261, sigma: 0.573, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.41, sigma: 0.394, degreesOfFreedom: 6 },
    },
    'polling-push': {
      notifications: { tau: 0.27, sigma: 0.605, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.535, sigma: 0.601, degreesOfFreedom: 6 },
    },
    'push-push': {
      notifications: { tau: 0.452, sigma: 0.606, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0, sigma: 0.733, degreesOfFreedom: 6 },
    },
    polling: {
      notifications: { tau: 0.181, sigma: 0.404, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.296, sigma: 0.276, degreesOfFreedom: 6 },
    },
    push: {
      notifications: { tau: 0.282, sigma: 0.472, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.616, sigma: 0.554, degreesOfFreedom: 6 },
    },
  },
  cpu: {
    'polling-polling': {
      notifications: { tau: 0.139, sigma: 0.253, degreesOfFreedom: 11 },
      ticker: { tau: 0.202, sigma: 0.243, degreesOfFreedom: 11 },
      trace: { tau: 0.176, sigma: 0.198, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.174, sigma: 0.27, degreesOfFreedom: 6 },
    },
    'polling-push': {
      notifications: { tau: 0.215, sigma: 0.265, degreesOfFreedom: 11 },
      ticker: { tau: 0.195, sigma: 0.207, degreesOfFreedom: 11 },
      trace: { tau: 0.193, sigma: 0.259, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.15, sigma: 0.257, degreesOfFreedom: 6 },
    },
    'push-push': {
      notifications: { tau: 0.283, sigma: 0.266, degreesOfFreedom: 11 },
      ticker: { tau: 0.0117, sigma: 0.165, degreesOfFreedom: 11 },
      trace: { tau: 0.248, sigma: 0.248, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0, sigma: 0.264, degreesOfFreedom: 6 },
    },
    polling: {
      notifications: { tau: 0.123, sigma: 0.231, degreesOfFreedom: 11 },
      ticker: { tau: 0.23, sigma: 0.182, degreesOfFreedom: 11 },
      trace: { tau: 0.15, sigma: 0.168, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.262, sigma: 0.221, degreesOfFreedom: 6 },
    },
    push: {
      notifications: { tau: 0.278, sigma: 0.241, degreesOfFreedom: 11 },
      ticker: { tau: 0.0784, sigma: 0.124, degreesOfFreedom: 11 },
      trace: { tau: 0.202, sigma: 0.203, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.278, sigma: 0.23, degreesOfFreedom: 6 },
    },
  },
  bytes: {
    'polling-polling': {
      notifications: { tau: 0.0218, sigma: 0.0507, degreesOfFreedom: 10 },
      ticker: { tau: 0.0014, sigma: 0.00216, degreesOfFreedom: 10 },
      trace: { tau: 0.000491, sigma: 0.00115, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.0626, sigma: 0.0858, degreesOfFreedom: 5 },
    },
    'polling-push': {
      notifications: { tau: 0.0145, sigma: 0.0357, degreesOfFreedom: 10 },
      ticker: { tau: 0.00107, sigma: 0.00152, degreesOfFreedom: 10 },
      trace: { tau: 0.000248, sigma: 0.000836, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.0435, sigma: 0.059, degreesOfFreedom: 5 },
    },
    'push-push': {
      notifications: { tau: 0, sigma: 0.00209, degreesOfFreedom: 10 },
      ticker: { tau: 0, sigma: 0.0000464, degreesOfFreedom: 10 },
      trace: { tau: 0, sigma: 0.00019, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0, sigma: 0.00494, degreesOfFreedom: 5 },
    },
    polling: {
      notifications: { tau: 0.0154, sigma: 0.0358, degreesOfFreedom: 10 },
      ticker: { tau: 0.00109, sigma: 0.00151, degreesOfFreedom: 10 },
      trace: { tau: 0.000347, sigma: 0.00081, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.0448, sigma: 0.0599, degreesOfFreedom: 5 },
    },
    push: {
      notifications: { tau: 0.000717, sigma: 0.0016, degreesOfFreedom: 10 },
      ticker: { tau: 0, sigma: 0.0000328, degreesOfFreedom: 10 },
      trace: { tau: 0, sigma: 0.000128, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.000914, sigma: 0.00342, degreesOfFreedom: 5 },
    },
  },
  wire: {
    'polling-polling': {
      notifications: { tau: 0.0247, sigma: 0.058, degreesOfFreedom: 10 },
      ticker: { tau: 0, sigma: 0.000987, degreesOfFreedom: 10 },
      trace: { tau: 0.000501, sigma: 0.00137, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.0654, sigma: 0.0949, degreesOfFreedom: 5 },
    },
    'polling-push': {
      notifications: { tau: 0.0194, sigma: 0.0407, degreesOfFreedom: 10 },
      ticker: { tau: 0, sigma: 0.000966, degreesOfFreedom: 10 },
      trace: { tau: 0, sigma: 0.00263, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.039, sigma: 0.056, degreesOfFreedom: 5 },
    },
    'push-push': {
      notifications: { tau: 0, sigma: 0.0243, degreesOfFreedom: 10 },
      ticker: { tau: 0, sigma: 0.000794, degreesOfFreedom: 10 },
      trace: { tau: 0, sigma: 0.0034, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.0106, sigma: 0.0175, degreesOfFreedom: 5 },
    },
    polling: {
      notifications: { tau: 0.0178, sigma: 0.0409, degreesOfFreedom: 10 },
      ticker: { tau: 0, sigma: 0.000719, degreesOfFreedom: 10 },
      trace: { tau: 0.000354, sigma: 0.000968, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.0469, sigma: 0.0662, degreesOfFreedom: 5 },
    },
    push: {
      notifications: { tau: 0, sigma: 0.0172, degreesOfFreedom: 10 },
      ticker: { tau: 0, sigma: 0.000561, degreesOfFreedom: 10 },
      trace: { tau: 0, sigma: 0.00233, degreesOfFreedom: 10 },
      'rate-sweep': { tau: 0.0275, sigma: 0.0294, degreesOfFreedom: 5 },
    },
  },
};
