import type { Spreads } from './session-spread.ts';

/** Written by npm run record from results/sessions; a test fails if it is out of date. */
export const KNOWN_SPREADS: Spreads = {
  p50: {
    'polling-polling': {
      notifications: { tau: 0.271, sigma: 0.201, degreesOfFreedom: 10.7 },
      ticker: { tau: 0.241, sigma: 0.1, degreesOfFreedom: 10.7 },
      trace: { tau: 0.196, sigma: 0.0879, degreesOfFreedom: 10.7 },
      'rate-sweep': { tau: 0.322, sigma: 0.247, degreesOfFreedom: 4.83 },
    },
    'polling-push': {
      notifications: { tau: 0.258, sigma: 0.18, degreesOfFreedom: 10.7 },
      ticker: { tau: 0.133, sigma: 0.102, degreesOfFreedom: 10.7 },
      trace: { tau: 0.18, sigma: 0.115, degreesOfFreedom: 10.7 },
      'rate-sweep': { tau: 0.251, sigma: 0.22, degreesOfFreedom: 4.83 },
    },
    'push-push': {
      notifications: { tau: 0.0746, sigma: 0.15, degreesOfFreedom: 10.7 },
      ticker: { tau: 0.0227, sigma: 0.11, degreesOfFreedom: 10.7 },
      trace: { tau: 0, sigma: 0.143, degreesOfFreedom: 10.7 },
      'rate-sweep': { tau: 0, sigma: 0.19, degreesOfFreedom: 4.83 },
    },
    polling: {
      notifications: { tau: 0.212, sigma: 0.132, degreesOfFreedom: 10.7 },
      ticker: { tau: 0.174, sigma: 0.0697, degreesOfFreedom: 10.7 },
      trace: { tau: 0.138, sigma: 0.0624, degreesOfFreedom: 10.7 },
      'rate-sweep': { tau: 0.24, sigma: 0.183, degreesOfFreedom: 4.83 },
    },
    push: {
      notifications: { tau: 0.374, sigma: 0.157, degreesOfFreedom: 10.7 },
      ticker: { tau: 0.185, sigma: 0.0901, degreesOfFreedom: 10.7 },
      trace: { tau: 0.247, sigma: 0.11, degreesOfFreedom: 10.7 },
      'rate-sweep': { tau: 0.385, sigma: 0.169, degreesOfFreedom: 4.83 },
    },
  },
  p99: {
    'polling-polling': {
      notifications: { tau: 0.262, sigma: 0.589, degreesOfFreedom: 10.7 },
      'rate-sweep': { tau: 0.588, sigma: 0.369, degreesOfFreedom: 4.83 },
    },
    'polling-push': {
      notifications: { tau: 0.277, sigma: 0.581, degreesOfFreedom: 10.7 },
      'rate-sweep': { tau: 0.563, sigma: 0.573, degreesOfFreedom: 4.83 },
    },
    'push-push': {
      notifications: { tau: 0.431, sigma: 0.575, degreesOfFreedom: 10.7 },
      'rate-sweep': { tau: 0, sigma: 0.715, degreesOfFreedom: 4.83 },
    },
    polling: {
      notifications: { tau: 0.192, sigma: 0.409, degreesOfFreedom: 10.7 },
      'rate-sweep': { tau: 0.427, sigma: 0.254, degreesOfFreedom: 4.83 },
    },
    push: {
      notifications: { tau: 0.365, sigma: 0.437, degreesOfFreedom: 10.7 },
      'rate-sweep': { tau: 0.671, sigma: 0.525, degreesOfFreedom: 4.83 },
    },
  },
  cpu: {
    'polling-polling': {
      notifications: { tau: 0.165, sigma: 0.229, degreesOfFreedom: 10.7 },
      ticker: { tau: 0.259, sigma: 0.227, degreesOfFreedom: 10.7 },
      trace: { tau: 0.275, sigma: 0.197, degreesOfFreedom: 10.7 },
      'rate-sweep': { tau: 0.187, sigma: 0.264, degreesOfFreedom: 4.83 },
    },
    'polling-push': {
      notifications: { tau: 0.181, sigma: 0.256, degreesOfFreedom: 10.7 },
      ticker: { tau: 0.245, sigma: 0.195, degreesOfFreedom: 10.7 },
      trace: { tau: 0.248, sigma: 0.24, degreesOfFreedom: 10.7 },
      'rate-sweep': { tau: 0.166, sigma: 0.249, degreesOfFreedom: 4.83 },
    },
    'push-push': {
      notifications: { tau: 0.248, sigma: 0.25, degreesOfFreedom: 10.7 },
      ticker: { tau: 0, sigma: 0.152, degreesOfFreedom: 10.7 },
      trace: { tau: 0.347, sigma: 0.235, degreesOfFreedom: 10.7 },
      'rate-sweep': { tau: 0, sigma: 0.254, degreesOfFreedom: 4.83 },
    },
    polling: {
      notifications: { tau: 0.292, sigma: 0.217, degreesOfFreedom: 10.7 },
      ticker: { tau: 0.322, sigma: 0.183, degreesOfFreedom: 10.7 },
      trace: { tau: 0.278, sigma: 0.168, degreesOfFreedom: 10.7 },
      'rate-sweep': { tau: 0.391, sigma: 0.213, degreesOfFreedom: 4.83 },
    },
    push: {
      notifications: { tau: 0.44, sigma: 0.226, degreesOfFreedom: 10.7 },
      ticker: { tau: 0.124, sigma: 0.117, degreesOfFreedom: 10.7 },
      trace: { tau: 0.293, sigma: 0.191, degreesOfFreedom: 10.7 },
      'rate-sweep': { tau: 0.338, sigma: 0.224, degreesOfFreedom: 4.83 },
    },
  },
  bytes: {
    'polling-polling': {
      notifications: { tau: 0.0264, sigma: 0.0455, degreesOfFreedom: 9.67 },
      ticker: { tau: 0.0018, sigma: 0.00188, degreesOfFreedom: 9.67 },
      trace: { tau: 0.000398, sigma: 0.00126, degreesOfFreedom: 9.67 },
      'rate-sweep': { tau: 0.0863, sigma: 0.0857, degreesOfFreedom: 3.83 },
    },
    'polling-push': {
      notifications: { tau: 0.0189, sigma: 0.0321, degreesOfFreedom: 9.67 },
      ticker: { tau: 0.00136, sigma: 0.00132, degreesOfFreedom: 9.67 },
      trace: { tau: 0.000249, sigma: 0.000914, degreesOfFreedom: 9.67 },
      'rate-sweep': { tau: 0.0594, sigma: 0.06, degreesOfFreedom: 3.83 },
    },
    'push-push': {
      notifications: { tau: 0.00171, sigma: 0.00239, degreesOfFreedom: 9.67 },
      ticker: { tau: 0.0000241, sigma: 0.0000454, degreesOfFreedom: 9.67 },
      trace: { tau: 0, sigma: 0.000182, degreesOfFreedom: 9.67 },
      'rate-sweep': { tau: 0, sigma: 0.00462, degreesOfFreedom: 3.83 },
    },
    polling: {
      notifications: { tau: 0.0186, sigma: 0.0317, degreesOfFreedom: 9.67 },
      ticker: { tau: 0.00137, sigma: 0.00131, degreesOfFreedom: 9.67 },
      trace: { tau: 0.000282, sigma: 0.000888, degreesOfFreedom: 9.67 },
      'rate-sweep': { tau: 0.0616, sigma: 0.0593, degreesOfFreedom: 3.83 },
    },
    push: {
      notifications: { tau: 0.000789, sigma: 0.00207, degreesOfFreedom: 9.67 },
      ticker: { tau: 0.0000258, sigma: 0.000034, degreesOfFreedom: 9.67 },
      trace: { tau: 0.0000422, sigma: 0.000129, degreesOfFreedom: 9.67 },
      'rate-sweep': { tau: 0.000833, sigma: 0.00335, degreesOfFreedom: 3.83 },
    },
  },
  wire: {
    'polling-polling': {
      notifications: { tau: 0.0303, sigma: 0.052, degreesOfFreedom: 9.67 },
      ticker: { tau: 0.000529, sigma: 0.000925, degreesOfFreedom: 9.67 },
      trace: { tau: 0.000402, sigma: 0.00148, degreesOfFreedom: 9.67 },
      'rate-sweep': { tau: 0.091, sigma: 0.0957, degreesOfFreedom: 3.83 },
    },
    'polling-push': {
      notifications: { tau: 0.0221, sigma: 0.0377, degreesOfFreedom: 9.67 },
      ticker: { tau: 0.000615, sigma: 0.000927, degreesOfFreedom: 9.67 },
      trace: { tau: 0, sigma: 0.00271, degreesOfFreedom: 9.67 },
      'rate-sweep': { tau: 0.0484, sigma: 0.0588, degreesOfFreedom: 3.83 },
    },
    'push-push': {
      notifications: { tau: 0.014, sigma: 0.0243, degreesOfFreedom: 9.67 },
      ticker: { tau: 0.000217, sigma: 0.000794, degreesOfFreedom: 9.67 },
      trace: { tau: 0, sigma: 0.00335, degreesOfFreedom: 9.67 },
      'rate-sweep': { tau: 0.0152, sigma: 0.0184, degreesOfFreedom: 3.83 },
    },
    polling: {
      notifications: { tau: 0.0214, sigma: 0.0363, degreesOfFreedom: 9.67 },
      ticker: { tau: 0.00046, sigma: 0.000674, degreesOfFreedom: 9.67 },
      trace: { tau: 0.000284, sigma: 0.00105, degreesOfFreedom: 9.67 },
      'rate-sweep': { tau: 0.0652, sigma: 0.0662, degreesOfFreedom: 3.83 },
    },
    push: {
      notifications: { tau: 0.0092, sigma: 0.0176, degreesOfFreedom: 9.67 },
      ticker: { tau: 0.000288, sigma: 0.000585, degreesOfFreedom: 9.67 },
      trace: { tau: 0.000466, sigma: 0.00239, degreesOfFreedom: 9.67 },
      'rate-sweep': { tau: 0.0247, sigma: 0.0318, degreesOfFreedom: 3.83 },
    },
  },
};
