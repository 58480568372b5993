/** Gates that fail when a CPU quota stops the lab. Then others may fail with them. */
export const QUOTA_GATES: readonly string[] = ['throttled', 'idle-throttled'];

/** Gates on the machine: if one fails, the lab did not have the machine to itself. */
export const MACHINE_GATES: readonly string[] = [...QUOTA_GATES, 'steal', 'others-server', 'others-clients'];

/** Gates on the clients: if one fails, the server is not the cause. */
export const CLIENT_GATES: readonly string[] = ['client-cpu', 'client-counters'];

/**
 * All gates that fail on a disturbed machine: those on the machine and on the load generator, not
 * those on a transport.
 */
export const DISTURBANCE_GATES: readonly string[] = [
  ...MACHINE_GATES,
  ...CLIENT_GATES,
  'client-loop-delay',
  'server-counters',
  'publisher-lag',
  'publisher-latest',
];
