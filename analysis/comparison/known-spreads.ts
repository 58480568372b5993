import type { Spreads } from './session-spread.ts';

/** Written by npm run record from results/sessions; a test fails if it is out of date. */
export const KNOWN_SPREADS: Spreads = {
  p50: {
    'polling-polling': {
      notifications: { tau: 0.634, sigma: 0.209, degreesOfFreedom: 12.2 },
      ticker: { tau: 0.38, sigma: 0.105, degreesOfFreedom: 12.2 },
      trace: { tau: 0.362, sigma: 0.0979, degreesOfFreedom: 12.2 },
      'rate-sweep': { tau: 0.808, sigma: 0.245, degreesOfFreedom: 6.33 },
    },
    'polling-push': {
      notifications: { tau: 0.482, sigma: 0.197, degreesOfFreedom: 12.2 },
      ticker: { tau: 0.21, sigma: 0.104, degreesOfFreedom: 12.2 },
      trace: { tau: 0.279, sigma: 0.134, degreesOfFreedom: 12.2 },
      'rate-sweep': { tau: 0.557, sigma: 0.223, degreesOfFreedom: 6.33 },
    },
    'push-push': {
      notifications: { tau: 0.0733, sigma: 0.197, degreesOfFreedom: 12.2 },
      ticker: { tau: 0.0243, sigma: 0.109, degreesOfFreedom: 12.2 },
      trace: { tau: 0, sigma: 0.162, degreesOfFreedom: 12.2 },
      'rate-sweep': { tau: 0, sigma: 0.203, degreesOfFreedom: 6.33 },
    },
    polling: {
      notifications: { tau: 0.455, sigma: 0.146, degreesOfFreedom: 12.2 },
      ticker: { tau: 0.273, sigma: 0.0732, degreesOfFreedom: 12.2 },
      trace: { tau: 0.256, sigma: 0.0694, degreesOfFreedom: 12.2 },
      'rate-sweep': { tau: 0.571, sigma: 0.182, degreesOfFreedom: 6.33 },
    },
    push: {
      notifications: { tau: 0.696, sigma: 0.174, degreesOfFreedom: 12.2 },
      ticker: { tau: 0.293, sigma: 0.0887, degreesOfFreedom: 12.2 },
      trace: { tau: 0.393, sigma: 0.127, degreesOfFreedom: 12.2 },
      'rate-sweep': { tau: 0.79, sigma: 0.174, degreesOfFreedom: 6.33 },
    },
  },
  p99: {
    'polling-polling': {
      notifications: { tau: 0.284, sigma: 0.571, degreesOfFreedom: 12.2 },
      'rate-sweep': { tau: 0.817, sigma: 0.354, degreesOfFreedom: 6.33 },
    },
    'polling-push': {
      notifications: { tau: 0.422, sigma: 0.574, degreesOfFreedom: 12.2 },
      'rate-sweep': { tau: 0.649, sigma: 0.512, degreesOfFreedom: 6.33 },
    },
    'push-push': {
      notifications: { tau: 0.394, sigma: 0.558, degreesOfFreedom: 12.2 },
      'rate-sweep': { tau: 0, sigma: 0.617, degreesOfFreedom: 6.33 },
    },
    polling: {
      notifications: { tau: 0.207, sigma: 0.397, degreesOfFreedom: 12.2 },
      'rate-sweep': { tau: 0.583, sigma: 0.246, degreesOfFreedom: 6.33 },
    },
    push: {
      notifications: { tau: 0.563, sigma: 0.442, degreesOfFreedom: 12.2 },
      'rate-sweep': { tau: 0.846, sigma: 0.463, degreesOfFreedom: 6.33 },
    },
  },
  cpu: {
    'polling-polling': {
      notifications: { tau: 0.148, sigma: 0.228, degreesOfFreedom: 12.2 },
      ticker: { tau: 0.34, sigma: 0.214, degreesOfFreedom: 12.2 },
      trace: { tau: 0.222, sigma: 0.189, degreesOfFreedom: 12.2 },
      'rate-sweep': { tau: 0.118, sigma: 0.24, degreesOfFreedom: 6.33 },
    },
    'polling-push': {
      notifications: { tau: 0.168, sigma: 0.246, degreesOfFreedom: 12.2 },
      ticker: { tau: 0.274, sigma: 0.186, degreesOfFreedom: 12.2 },
      trace: { tau: 0.162, sigma: 0.229, degreesOfFreedom: 12.2 },
      'rate-sweep': { tau: 0.163, sigma: 0.223, degreesOfFreedom: 6.33 },
    },
    'push-push': {
      notifications: { tau: 0.222, sigma: 0.238, degreesOfFreedom: 12.2 },
      ticker: { tau: 0, sigma: 0.143, degreesOfFreedom: 12.2 },
      trace: { tau: 0.225, sigma: 0.224, degreesOfFreedom: 12.2 },
      'rate-sweep': { tau: 0.0233, sigma: 0.224, degreesOfFreedom: 6.33 },
    },
    polling: {
      notifications: { tau: 0.552, sigma: 0.213, degreesOfFreedom: 12.2 },
      ticker: { tau: 0.507, sigma: 0.172, degreesOfFreedom: 12.2 },
      trace: { tau: 0.445, sigma: 0.16, degreesOfFreedom: 12.2 },
      'rate-sweep': { tau: 0.615, sigma: 0.196, degreesOfFreedom: 6.33 },
    },
    push: {
      notifications: { tau: 0.622, sigma: 0.22, degreesOfFreedom: 12.2 },
      ticker: { tau: 0.292, sigma: 0.112, degreesOfFreedom: 12.2 },
      trace: { tau: 0.471, sigma: 0.184, degreesOfFreedom: 12.2 },
      'rate-sweep': { tau: 0.704, sigma: 0.205, degreesOfFreedom: 6.33 },
    },
  },
  bytes: {
    'polling-polling': {
      notifications: { tau: 0.0377, sigma: 0.0463, degreesOfFreedom: 11.2 },
      ticker: { tau: 0.002, sigma: 0.00175, degreesOfFreedom: 11.2 },
      trace: { tau: 0.000936, sigma: 0.00119, degreesOfFreedom: 11.2 },
      'rate-sweep': { tau: 0.0452, sigma: 0.0811, degreesOfFreedom: 5.33 },
    },
    'polling-push': {
      notifications: { tau: 0.0274, sigma: 0.0327, degreesOfFreedom: 11.2 },
      ticker: { tau: 0.00141, sigma: 0.00122, degreesOfFreedom: 11.2 },
      trace: { tau: 0.000639, sigma: 0.000865, degreesOfFreedom: 11.2 },
      'rate-sweep': { tau: 0.0333, sigma: 0.0567, degreesOfFreedom: 5.33 },
    },
    'push-push': {
      notifications: { tau: 0.0018, sigma: 0.00224, degreesOfFreedom: 11.2 },
      ticker: { tau: 0.0000189, sigma: 0.0000419, degreesOfFreedom: 11.2 },
      trace: { tau: 0.0000525, sigma: 0.000168, degreesOfFreedom: 11.2 },
      'rate-sweep': { tau: 0, sigma: 0.00389, degreesOfFreedom: 5.33 },
    },
    polling: {
      notifications: { tau: 0.0271, sigma: 0.0324, degreesOfFreedom: 11.2 },
      ticker: { tau: 0.00142, sigma: 0.00122, degreesOfFreedom: 11.2 },
      trace: { tau: 0.000662, sigma: 0.000841, degreesOfFreedom: 11.2 },
      'rate-sweep': { tau: 0.0323, sigma: 0.0572, degreesOfFreedom: 5.33 },
    },
    push: {
      notifications: { tau: 0.000796, sigma: 0.00195, degreesOfFreedom: 11.2 },
      ticker: { tau: 0.0000212, sigma: 0.0000314, degreesOfFreedom: 11.2 },
      trace: { tau: 0.000058, sigma: 0.00012, degreesOfFreedom: 11.2 },
      'rate-sweep': { tau: 0.00033, sigma: 0.00292, degreesOfFreedom: 5.33 },
    },
  },
  wire: {
    'polling-polling': {
      notifications: { tau: 0.0431, sigma: 0.0529, degreesOfFreedom: 11.2 },
      ticker: { tau: 0.000286, sigma: 0.000869, degreesOfFreedom: 11.2 },
      trace: { tau: 0.00101, sigma: 0.0014, degreesOfFreedom: 11.2 },
      'rate-sweep': { tau: 0.0468, sigma: 0.0913, degreesOfFreedom: 5.33 },
    },
    'polling-push': {
      notifications: { tau: 0.0305, sigma: 0.0377, degreesOfFreedom: 11.2 },
      ticker: { tau: 0.000415, sigma: 0.000863, degreesOfFreedom: 11.2 },
      trace: { tau: 0.000449, sigma: 0.00253, degreesOfFreedom: 11.2 },
      'rate-sweep': { tau: 0.0312, sigma: 0.0563, degreesOfFreedom: 5.33 },
    },
    'push-push': {
      notifications: { tau: 0, sigma: 0.0226, degreesOfFreedom: 11.2 },
      ticker: { tau: 0.000116, sigma: 0.000735, degreesOfFreedom: 11.2 },
      trace: { tau: 0.00136, sigma: 0.00311, degreesOfFreedom: 11.2 },
      'rate-sweep': { tau: 0.00886, sigma: 0.0161, degreesOfFreedom: 5.33 },
    },
    polling: {
      notifications: { tau: 0.0311, sigma: 0.037, degreesOfFreedom: 11.2 },
      ticker: { tau: 0.000222, sigma: 0.000634, degreesOfFreedom: 11.2 },
      trace: { tau: 0.000711, sigma: 0.000992, degreesOfFreedom: 11.2 },
      'rate-sweep': { tau: 0.0337, sigma: 0.0642, degreesOfFreedom: 5.33 },
    },
    push: {
      notifications: { tau: 0, sigma: 0.0166, degreesOfFreedom: 11.2 },
      ticker: { tau: 0.000231, sigma: 0.000541, degreesOfFreedom: 11.2 },
      trace: { tau: 0.00111, sigma: 0.00223, degreesOfFreedom: 11.2 },
      'rate-sweep': { tau: 0.0199, sigma: 0.0284, degreesOfFreedom: 5.33 },
    },
  },
};
