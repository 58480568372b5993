// Every formula of the theory that is laid over what was measured: one file a subject, all pure functions.

export * from './distribution.ts';
export * from './frames.ts';
export * from './long-polling.ts';
export * from './network.ts';
export * from './poll-messages.ts';
export * from './push.ts';
export * from './replay.ts';
export * from './residual.ts';
export * from './short-polling.ts';
