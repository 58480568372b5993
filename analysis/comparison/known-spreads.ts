import type { Spreads } from './session-spread.ts';

/** Written by npm run record from results/sessions; a test fails if it is out of date. */
export const KNOWN_SPREADS: Spreads = {
  p50: {
    'polling-polling': {
      notifications: { tau: 0.206, sigma: 0.206, degreesOfFreedom: 13 },
      ticker: { tau: 0.165, sigma: 0.0887, degreesOfFreedom: 13 },
      trace: { tau: 0.0959, sigma: 0.0884, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.206, sigma: 0.216, degreesOfFreedom: 6 },
    },
    'polling-push': {
      notifications: { tau: 0.149, sigma: 0.183, degreesOfFreedom: 13 },
      ticker: { tau: 0.0945, sigma: 0.101, degreesOfFreedom: 13 },
      trace: { tau: 0.104, sigma: 0.116, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.158, sigma: 0.202, degreesOfFreedom: 6 },
    },
    'push-push': {
      notifications: { tau: 0.0706, sigma: 0.151, degreesOfFreedom: 13 },
      ticker: { tau: 0.0235, sigma: 0.108, degreesOfFreedom: 13 },
      trace: { tau: 0, sigma: 0.149, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0, sigma: 0.186, degreesOfFreedom: 6 },
    },
    polling: {
      notifications: { tau: 0.131, sigma: 0.137, degreesOfFreedom: 13 },
      ticker: { tau: 0.119, sigma: 0.0619, degreesOfFreedom: 13 },
      trace: { tau: 0.0676, sigma: 0.0628, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.151, sigma: 0.159, degreesOfFreedom: 6 },
    },
    push: {
      notifications: { tau: 0.198, sigma: 0.159, degreesOfFreedom: 13 },
      ticker: { tau: 0.128, sigma: 0.0858, degreesOfFreedom: 13 },
      trace: { tau: 0.142, sigma: 0.109, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.224, sigma: 0.166, degreesOfFreedom: 6 },
    },
  },
  p99: {
    'polling-polling': {
      notifications: { tau: 0.268, sigma: 0.593, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.41, sigma: 0.394, degreesOfFreedom: 6 },
    },
    'polling-push': {
      notifications: { tau: 0.255, sigma: 0.585, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.535, sigma: 0.601, degreesOfFreedom: 6 },
    },
    'push-push': {
      notifications: { tau: 0.435, sigma: 0.576, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0, sigma: 0.733, degreesOfFreedom: 6 },
    },
    polling: {
      notifications: { tau: 0.188, sigma: 0.417, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.296, sigma: 0.276, degreesOfFreedom: 6 },
    },
    push: {
      notifications: { tau: 0.299, sigma: 0.44, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.616, sigma: 0.554, degreesOfFreedom: 6 },
    },
  },
  cpu: {
    'polling-polling': {
      notifications: { tau: 0.162, sigma: 0.235, degreesOfFreedom: 13 },
      ticker: { tau: 0.248, sigma: 0.241, degreesOfFreedom: 13 },
      trace: { tau: 0.19, sigma: 0.198, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.174, sigma: 0.27, degreesOfFreedom: 6 },
    },
    'polling-push': {
      notifications: { tau: 0.193, sigma: 0.26, degreesOfFreedom: 13 },
      ticker: { tau: 0.206, sigma: 0.204, degreesOfFreedom: 13 },
      trace: { tau: 0.184, sigma: 0.249, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.15, sigma: 0.257, degreesOfFreedom: 6 },
    },
    'push-push': {
      notifications: { tau: 0.261, sigma: 0.254, degreesOfFreedom: 13 },
      ticker: { tau: 0, sigma: 0.157, degreesOfFreedom: 13 },
      trace: { tau: 0.224, sigma: 0.246, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0, sigma: 0.264, degreesOfFreedom: 6 },
    },
    polling: {
      notifications: { tau: 0.145, sigma: 0.225, degreesOfFreedom: 13 },
      ticker: { tau: 0.247, sigma: 0.188, degreesOfFreedom: 13 },
      trace: { tau: 0.168, sigma: 0.166, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.262, sigma: 0.221, degreesOfFreedom: 6 },
    },
    push: {
      notifications: { tau: 0.275, sigma: 0.231, degreesOfFreedom: 13 },
      ticker: { tau: 0.0904, sigma: 0.119, degreesOfFreedom: 13 },
      trace: { tau: 0.205, sigma: 0.197, degreesOfFreedom: 13 },
      'rate-sweep': { tau: 0.278, sigma: 0.23, degreesOfFreedom: 6 },
    },
  },
  bytes: {
    'polling-polling': {
      notifications: { tau: 0.0293, sigma: 0.0467, degreesOfFreedom: 12 },
      ticker: { tau: 0.00128, sigma: 0.00198, degreesOfFreedom: 12 },
      trace: { tau: 0.000433, sigma: 0.00123, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.0626, sigma: 0.0858, degreesOfFreedom: 5 },
    },
    'polling-push': {
      notifications: { tau: 0.0206, sigma: 0.033, degreesOfFreedom: 12 },
      ticker: { tau: 0.000982, sigma: 0.00139, degreesOfFreedom: 12 },
      trace: { tau: 0.000262, sigma: 0.000893, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.0435, sigma: 0.059, degreesOfFreedom: 5 },
    },
    'push-push': {
      notifications: { tau: 0, sigma: 0.00221, degreesOfFreedom: 12 },
      ticker: { tau: 0.0000074, sigma: 0.0000447, degreesOfFreedom: 12 },
      trace: { tau: 0, sigma: 0.000177, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0, sigma: 0.00494, degreesOfFreedom: 5 },
    },
    polling: {
      notifications: { tau: 0.0207, sigma: 0.033, degreesOfFreedom: 12 },
      ticker: { tau: 0.001, sigma: 0.00137, degreesOfFreedom: 12 },
      trace: { tau: 0.000306, sigma: 0.000868, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.0448, sigma: 0.0599, degreesOfFreedom: 5 },
    },
    push: {
      notifications: { tau: 0.000336, sigma: 0.00179, degreesOfFreedom: 12 },
      ticker: { tau: 0.0000168, sigma: 0.0000327, degreesOfFreedom: 12 },
      trace: { tau: 0, sigma: 0.000124, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.000914, sigma: 0.00342, degreesOfFreedom: 5 },
    },
  },
  wire: {
    'polling-polling': {
      notifications: { tau: 0.0336, sigma: 0.0534, degreesOfFreedom: 12 },
      ticker: { tau: 0, sigma: 0.000971, degreesOfFreedom: 12 },
      trace: { tau: 0.000256, sigma: 0.00144, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.0654, sigma: 0.0949, degreesOfFreedom: 5 },
    },
    'polling-push': {
      notifications: { tau: 0.0242, sigma: 0.0385, degreesOfFreedom: 12 },
      ticker: { tau: 0.00024, sigma: 0.000945, degreesOfFreedom: 12 },
      trace: { tau: 0, sigma: 0.00257, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.039, sigma: 0.056, degreesOfFreedom: 5 },
    },
    'push-push': {
      notifications: { tau: 0, sigma: 0.0247, degreesOfFreedom: 12 },
      ticker: { tau: 0.000119, sigma: 0.000773, degreesOfFreedom: 12 },
      trace: { tau: 0, sigma: 0.00318, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.0106, sigma: 0.0175, degreesOfFreedom: 5 },
    },
    polling: {
      notifications: { tau: 0.0239, sigma: 0.0377, degreesOfFreedom: 12 },
      ticker: { tau: 0.0000805, sigma: 0.000708, degreesOfFreedom: 12 },
      trace: { tau: 0.000181, sigma: 0.00102, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.0469, sigma: 0.0662, degreesOfFreedom: 5 },
    },
    push: {
      notifications: { tau: 0, sigma: 0.0176, degreesOfFreedom: 12 },
      ticker: { tau: 0.000188, sigma: 0.000559, degreesOfFreedom: 12 },
      trace: { tau: 0, sigma: 0.00224, degreesOfFreedom: 12 },
      'rate-sweep': { tau: 0.0275, sigma: 0.0294, degreesOfFreedom: 5 },
    },
  },
};
