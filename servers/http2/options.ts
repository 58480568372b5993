import type { Limits } from '../feed/limits.ts';

/**
 * The options of a server that speaks HTTP/2, and HTTP/1.1 with clients that do not offer it
 * (ALPN). Clients may open a WebSocket by an extended CONNECT (RFC 8441).
 */
export const http2Options = ({ maxStreams, keepAliveMs }: Pick<Limits, 'maxStreams' | 'keepAliveMs'>) => ({
  allowHTTP1: true,
  http1Options: { keepAliveTimeout: keepAliveMs },
  settings: { enableConnectProtocol: true, maxConcurrentStreams: maxStreams },
});
