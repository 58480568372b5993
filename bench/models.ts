// Every formula of the theory that is laid over what was measured: one file a subject, all pure functions.

export * from './models/distribution.ts';
export * from './models/frames.ts';
export * from './models/long-polling.ts';
export * from './models/network.ts';
export * from './models/poll-messages.ts';
export * from './models/push.ts';
export * from './models/replay.ts';
export * from './models/residual.ts';
export * from './models/short-polling.ts';
