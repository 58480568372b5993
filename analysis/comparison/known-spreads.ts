import type { Spreads } from './session-spread.ts';

/** Written by npm run record from results/sessions; a test fails if it is out of date. */
export const KNOWN_SPREADS: Spreads = {
  p50: {
    'polling-polling': {
      notifications: { tau: 0.232, sigma: 0.208, degreesOfFreedom: 12 },
      ticker: { tau: 0.161, sigma: 0.0898, degreesOfFreedom: 12 },
      trace: { tau: 0.0954, sigma: 0.0898, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.206, sigma: 0.216, degreesOfFreedom: 6 },
    },
    'polling-push': {
      notifications: { tau: 0.159, sigma: 0.187, degreesOfFreedom: 12 },
      ticker: { tau: 0.0912, sigma: 0.104, degreesOfFreedom: 12 },
      trace: { tau: 0.104, sigma: 0.115, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.158, sigma: 0.202, degreesOfFreedom: 6 },
    },
    'push-push': {
      notifications: { tau: 0.0697, sigma: 0.156, degreesOfFreedom: 12 },
      ticker: { tau: 0.0288, sigma: 0.112, degreesOfFreedom: 12 },
      trace: { tau: 0, sigma: 0.14, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0, sigma: 0.186, degreesOfFreedom: 6 },
    },
    polling: {
      notifications: { tau: 0.149, sigma: 0.138, degreesOfFreedom: 12 },
      ticker: { tau: 0.116, sigma: 0.0631, degreesOfFreedom: 12 },
      trace: { tau: 0.067, sigma: 0.0639, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.151, sigma: 0.159, degreesOfFreedom: 6 },
    },
    push: {
      notifications: { tau: 0.203, sigma: 0.164, degreesOfFreedom: 12 },
      ticker: { tau: 0.125, sigma: 0.0874, degreesOfFreedom: 12 },
      trace: { tau: 0.144, sigma: 0.106, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.224, sigma: 0.166, degreesOfFreedom: 6 },
    },
  },
  p99: {
    'polling-polling': {
      notifications: { tau: 0.297, sigma: 0.561, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.41, sigma: 0.394, degreesOfFreedom: 6 },
    },
    'polling-push': {
      notifications: { tau: 0.324, sigma: 0.59, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.535, sigma: 0.601, degreesOfFreedom: 6 },
    },
    'push-push': {
      notifications: { tau: 0.447, sigma: 0.593, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0, sigma: 0.733, degreesOfFreedom: 6 },
    },
    polling: {
      notifications: { tau: 0.209, sigma: 0.395, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.296, sigma: 0.276, degreesOfFreedom: 6 },
    },
    push: {
      notifications: { tau: 0.291, sigma: 0.46, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.616, sigma: 0.554, degreesOfFreedom: 6 },
    },
  },
  cpu: {
    'polling-polling': {
      notifications: { tau: 0.172, sigma: 0.244, degreesOfFreedom: 12 },
      ticker: { tau: 0.29, sigma: 0.234, degreesOfFreedom: 12 },
      trace: { tau: 0.182, sigma: 0.192, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.174, sigma: 0.27, degreesOfFreedom: 6 },
    },
    'polling-push': {
      notifications: { tau: 0.213, sigma: 0.258, degreesOfFreedom: 12 },
      ticker: { tau: 0.224, sigma: 0.2, degreesOfFreedom: 12 },
      trace: { tau: 0.188, sigma: 0.251, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.15, sigma: 0.257, degreesOfFreedom: 6 },
    },
    'push-push': {
      notifications: { tau: 0.271, sigma: 0.261, degreesOfFreedom: 12 },
      ticker: { tau: 0.0072, sigma: 0.161, degreesOfFreedom: 12 },
      trace: { tau: 0.238, sigma: 0.241, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0, sigma: 0.264, degreesOfFreedom: 6 },
    },
    polling: {
      notifications: { tau: 0.161, sigma: 0.223, degreesOfFreedom: 12 },
      ticker: { tau: 0.266, sigma: 0.176, degreesOfFreedom: 12 },
      trace: { tau: 0.145, sigma: 0.163, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.262, sigma: 0.221, degreesOfFreedom: 6 },
    },
    push: {
      notifications: { tau: 0.272, sigma: 0.236, degreesOfFreedom: 12 },
      ticker: { tau: 0.0836, sigma: 0.121, degreesOfFreedom: 12 },
      trace: { tau: 0.193, sigma: 0.198, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.278, sigma: 0.23, degreesOfFreedom: 6 },
    },
  },
  bytes: {
    'polling-polling': {
      notifications: { tau: 0.0224, sigma: 0.0489, degreesOfFreedom: 11 },
      ticker: { tau: 0.00133, sigma: 0.00208, degreesOfFreedom: 11 },
      trace: { tau: 0.00047, sigma: 0.00115, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.0626, sigma: 0.0858, degreesOfFreedom: 5 },
    },
    'polling-push': {
      notifications: { tau: 0.0152, sigma: 0.0344, degreesOfFreedom: 11 },
      ticker: { tau: 0.00103, sigma: 0.00147, degreesOfFreedom: 11 },
      trace: { tau: 0.000243, sigma: 0.000837, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.0435, sigma: 0.059, degreesOfFreedom: 5 },
    },
    'push-push': {
      notifications: { tau: 0, sigma: 0.0021, degreesOfFreedom: 11 },
      ticker: { tau: 0, sigma: 0.0000446, degreesOfFreedom: 11 },
      trace: { tau: 0, sigma: 0.000183, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0, sigma: 0.00494, degreesOfFreedom: 5 },
    },
    polling: {
      notifications: { tau: 0.0159, sigma: 0.0345, degreesOfFreedom: 11 },
      ticker: { tau: 0.00105, sigma: 0.00145, degreesOfFreedom: 11 },
      trace: { tau: 0.000332, sigma: 0.000813, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.0448, sigma: 0.0599, degreesOfFreedom: 5 },
    },
    push: {
      notifications: { tau: 0.000521, sigma: 0.00167, degreesOfFreedom: 11 },
      ticker: { tau: 0, sigma: 0.0000316, degreesOfFreedom: 11 },
      trace: { tau: 0, sigma: 0.000123, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.000914, sigma: 0.00342, degreesOfFreedom: 5 },
    },
  },
  wire: {
    'polling-polling': {
      notifications: { tau: 0.0257, sigma: 0.0559, degreesOfFreedom: 11 },
      ticker: { tau: 0, sigma: 0.000951, degreesOfFreedom: 11 },
      trace: { tau: 0.000418, sigma: 0.00135, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.0654, sigma: 0.0949, degreesOfFreedom: 5 },
    },
    'polling-push': {
      notifications: { tau: 0.02, sigma: 0.0392, degreesOfFreedom: 11 },
      ticker: { tau: 0, sigma: 0.000937, degreesOfFreedom: 11 },
      trace: { tau: 0, sigma: 0.00254, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.039, sigma: 0.056, degreesOfFreedom: 5 },
    },
    'push-push': {
      notifications: { tau: 0, sigma: 0.0234, degreesOfFreedom: 11 },
      ticker: { tau: 0, sigma: 0.000776, degreesOfFreedom: 11 },
      trace: { tau: 0, sigma: 0.00328, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.0106, sigma: 0.0175, degreesOfFreedom: 5 },
    },
    polling: {
      notifications: { tau: 0.0184, sigma: 0.0395, degreesOfFreedom: 11 },
      ticker: { tau: 0, sigma: 0.000701, degreesOfFreedom: 11 },
      trace: { tau: 0.000296, sigma: 0.000955, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.0469, sigma: 0.0662, degreesOfFreedom: 5 },
    },
    push: {
      notifications: { tau: 0, sigma: 0.0166, degreesOfFreedom: 11 },
      ticker: { tau: 0, sigma: 0.000549, degreesOfFreedom: 11 },
      trace: { tau: 0, sigma: 0.00225, degreesOfFreedom: 11 },
      'rate-sweep': { tau: 0.0275, sigma: 0.0294, degreesOfFreedom: 5 },
    },
  },
};
