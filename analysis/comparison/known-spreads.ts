import type { Spreads } from './session-spread.ts';

/** Written by npm run record from results/sessions; a test fails if it is out of date. */
export const KNOWN_SPREADS: Spreads = {
  p50: {
    'polling-polling': {
      notifications: { tau: 0.192, sigma: 0.208, degreesOfFreedom: 9 },
      ticker: { tau: 0.148, sigma: 0.0873, degreesOfFreedom: 9 },
      trace: { tau: 0.0936, sigma: 0.0949, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.198, sigma: 0.225, degreesOfFreedom: 4 },
    },
    'polling-push': {
      notifications: { tau: 0.105, sigma: 0.193, degreesOfFreedom: 9 },
      ticker: { tau: 0.085, sigma: 0.105, degreesOfFreedom: 9 },
      trace: { tau: 0.0872, sigma: 0.118, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.141, sigma: 0.212, degreesOfFreedom: 4 },
    },
    'push-push': {
      notifications: { tau: 0.0779, sigma: 0.15, degreesOfFreedom: 9 },
      ticker: { tau: 0.0223, sigma: 0.118, degreesOfFreedom: 9 },
      trace: { tau: 0, sigma: 0.15, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0, sigma: 0.2, degreesOfFreedom: 4 },
    },
    polling: {
      notifications: { tau: 0.121, sigma: 0.134, degreesOfFreedom: 9 },
      ticker: { tau: 0.106, sigma: 0.062, degreesOfFreedom: 9 },
      trace: { tau: 0.066, sigma: 0.067, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.139, sigma: 0.168, degreesOfFreedom: 4 },
    },
    push: {
      notifications: { tau: 0.143, sigma: 0.166, degreesOfFreedom: 9 },
      ticker: { tau: 0.114, sigma: 0.0859, degreesOfFreedom: 9 },
      trace: { tau: 0.133, sigma: 0.107, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.211, sigma: 0.179, degreesOfFreedom: 4 },
    },
  },
  p99: {
    'polling-polling': {
      notifications: { tau: 0.275, sigma: 0.584, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.49, sigma: 0.348, degreesOfFreedom: 4 },
    },
    'polling-push': {
      notifications: { tau: 0.212, sigma: 0.608, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.522, sigma: 0.592, degreesOfFreedom: 4 },
    },
    'push-push': {
      notifications: { tau: 0.463, sigma: 0.571, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0, sigma: 0.765, degreesOfFreedom: 4 },
    },
    polling: {
      notifications: { tau: 0.19, sigma: 0.412, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.347, sigma: 0.246, degreesOfFreedom: 4 },
    },
    push: {
      notifications: { tau: 0.265, sigma: 0.445, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.606, sigma: 0.568, degreesOfFreedom: 4 },
    },
  },
  cpu: {
    'polling-polling': {
      notifications: { tau: 0.15, sigma: 0.269, degreesOfFreedom: 9 },
      ticker: { tau: 0.146, sigma: 0.215, degreesOfFreedom: 9 },
      trace: { tau: 0.206, sigma: 0.184, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.185, sigma: 0.276, degreesOfFreedom: 4 },
    },
    'polling-push': {
      notifications: { tau: 0.186, sigma: 0.255, degreesOfFreedom: 9 },
      ticker: { tau: 0.178, sigma: 0.188, degreesOfFreedom: 9 },
      trace: { tau: 0.148, sigma: 0.237, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.177, sigma: 0.245, degreesOfFreedom: 4 },
    },
    'push-push': {
      notifications: { tau: 0.254, sigma: 0.252, degreesOfFreedom: 9 },
      ticker: { tau: 0.0283, sigma: 0.169, degreesOfFreedom: 9 },
      trace: { tau: 0.195, sigma: 0.22, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.0977, sigma: 0.263, degreesOfFreedom: 4 },
    },
    polling: {
      notifications: { tau: 0.103, sigma: 0.23, degreesOfFreedom: 9 },
      ticker: { tau: 0.187, sigma: 0.155, degreesOfFreedom: 9 },
      trace: { tau: 0.154, sigma: 0.172, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.24, sigma: 0.217, degreesOfFreedom: 4 },
    },
    push: {
      notifications: { tau: 0.24, sigma: 0.22, degreesOfFreedom: 9 },
      ticker: { tau: 0.0591, sigma: 0.126, degreesOfFreedom: 9 },
      trace: { tau: 0.11, sigma: 0.178, degreesOfFreedom: 9 },
      'rate-sweep': { tau: 0.255, sigma: 0.231, degreesOfFreedom: 4 },
    },
  },
  bytes: {
    'polling-polling': {
      notifications: { tau: 0.0233, sigma: 0.0527, degreesOfFreedom: 8 },
      ticker: { tau: 0.00162, sigma: 0.00227, degreesOfFreedom: 8 },
      trace: { tau: 0.000339, sigma: 0.00108, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.0841, sigma: 0.068, degreesOfFreedom: 3 },
    },
    'polling-push': {
      notifications: { tau: 0.0158, sigma: 0.0369, degreesOfFreedom: 8 },
      ticker: { tau: 0.00118, sigma: 0.00158, degreesOfFreedom: 8 },
      trace: { tau: 0.00012, sigma: 0.000778, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.0577, sigma: 0.0473, degreesOfFreedom: 3 },
    },
    'push-push': {
      notifications: { tau: 0, sigma: 0.00218, degreesOfFreedom: 8 },
      ticker: { tau: 0, sigma: 0.000044, degreesOfFreedom: 8 },
      trace: { tau: 0, sigma: 0.000195, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0, sigma: 0.00077, degreesOfFreedom: 3 },
    },
    polling: {
      notifications: { tau: 0.0165, sigma: 0.0372, degreesOfFreedom: 8 },
      ticker: { tau: 0.00118, sigma: 0.00158, degreesOfFreedom: 8 },
      trace: { tau: 0.00024, sigma: 0.000763, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.0594, sigma: 0.0481, degreesOfFreedom: 3 },
    },
    push: {
      notifications: { tau: 0.000886, sigma: 0.0017, degreesOfFreedom: 8 },
      ticker: { tau: 0.00000661, sigma: 0.0000319, degreesOfFreedom: 8 },
      trace: { tau: 0, sigma: 0.000128, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.00251, sigma: 0.00206, degreesOfFreedom: 3 },
    },
  },
  wire: {
    'polling-polling': {
      notifications: { tau: 0.0267, sigma: 0.0602, degreesOfFreedom: 8 },
      ticker: { tau: 0, sigma: 0.00104, degreesOfFreedom: 8 },
      trace: { tau: 0.000638, sigma: 0.00132, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.0888, sigma: 0.076, degreesOfFreedom: 3 },
    },
    'polling-push': {
      notifications: { tau: 0.0202, sigma: 0.0419, degreesOfFreedom: 8 },
      ticker: { tau: 0, sigma: 0.000965, degreesOfFreedom: 8 },
      trace: { tau: 0, sigma: 0.00252, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.0495, sigma: 0.0464, degreesOfFreedom: 3 },
    },
    'push-push': {
      notifications: { tau: 0.0037, sigma: 0.0243, degreesOfFreedom: 8 },
      ticker: { tau: 0, sigma: 0.000722, degreesOfFreedom: 8 },
      trace: { tau: 0, sigma: 0.00343, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.0167, sigma: 0.0134, degreesOfFreedom: 3 },
    },
    polling: {
      notifications: { tau: 0.0191, sigma: 0.0426, degreesOfFreedom: 8 },
      ticker: { tau: 0, sigma: 0.000739, degreesOfFreedom: 8 },
      trace: { tau: 0.000451, sigma: 0.000933, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.0628, sigma: 0.0538, degreesOfFreedom: 3 },
    },
    push: {
      notifications: { tau: 0.00351, sigma: 0.0173, degreesOfFreedom: 8 },
      ticker: { tau: 0, sigma: 0.00053, degreesOfFreedom: 8 },
      trace: { tau: 0, sigma: 0.0023, degreesOfFreedom: 8 },
      'rate-sweep': { tau: 0.0354, sigma: 0.0249, degreesOfFreedom: 3 },
    },
  },
};
