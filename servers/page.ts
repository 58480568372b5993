import { createHash } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply } from 'fastify';

/** An HTML page, and its security policy. */
export interface Page {
  html: string;
  /** Content-Security-Policy. */
  policy: string;
}

/** The page of a server's calls, for the host and port by which a browser reached it. */
export type CallsPage = (host: string) => Page;

const sourceOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

/**
 * The policy of a page with one inline style and perhaps one inline script: it may use these and
 * connect only to its own server.
 */
export function policyOf(script: string | null, style: string): string {
  return [
    `default-src 'none'`,
    ...(script === null ? [] : [`script-src ${sourceOf(script)}`]),
    `style-src ${sourceOf(style)}`,
    `connect-src 'self'`,
    `img-src data:`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** An empty page for a trial in a browser, which injects its own script. Nothing else is served. */
export const EMPTY_PAGE: Page = {
  html: '<!doctype html><html lang="en"><meta charset="utf-8"><title>Pushlab</title><link rel="icon" href="data:,"></html>\n',
  policy: `default-src 'none'; connect-src 'self'; img-src data:`,
};

/** Answers with a page. */
export const sendPage = (reply: FastifyReply, { html, policy }: Page): FastifyReply =>
  reply
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .send(html);

/** Serves the page at `GET /`. */
export const servePage: FastifyPluginAsyncTypebox<{ page: Page }> = async (app, { page }) => {
  app.get('/', (_request, reply) => sendPage(reply, page));
};
