/** Host and port as they stand in a URL: an IPv6 address in brackets (RFC 3986 §3.2.2). */
export const authority = (host: string, port: number): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;
