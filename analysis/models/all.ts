// All formulas of the theory that the report compares with measurements: one file per subject, all
// pure functions.

export * from './distribution.ts';
export * from './frames.ts';
export * from './handshake.ts';
export * from './hpack.ts';
export * from './http2.ts';
export * from './long-polling.ts';
export * from './loss.ts';
export * from './network.ts';
export * from './path.ts';
export * from './poll-messages.ts';
export * from './pooled-quantiles.ts';
export * from './push.ts';
export * from './quantiles.ts';
export * from './replay.ts';
export * from './residual.ts';
export * from './short-polling.ts';
export * from './slow-start.ts';
export * from './stream-messages.ts';
export * from './tls.ts';
