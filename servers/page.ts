import { createHash } from 'node:crypto';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';

/** An HTML page, and what it may do. */
export interface Page {
  html: string;
  /** Content-Security-Policy. */
  policy: string;
}

const sourceOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

/** A page with one script and one style inside it may run these, and talk to nobody but its own server. */
export function policyOf(script: string, style: string): string {
  return [
    `default-src 'none'`,
    `script-src ${sourceOf(script)}`,
    `style-src ${sourceOf(style)}`,
    `connect-src 'self'`,
    `img-src data:`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** A page without anything, for a trial in a browser, which brings its script: nothing else is to be served. */
export const EMPTY_PAGE: Page = {
  html: '<!doctype html><html lang="en"><meta charset="utf-8"><title>Pushlab</title><link rel="icon" href="data:,"></html>\n',
  policy: `default-src 'none'; connect-src 'self'; img-src data:`,
};

/** `GET /` answers with the page. */
export const servePage: FastifyPluginAsyncTypebox<{ page: Page }> = async (app, { page }) => {
  app.get('/', (_request, reply) =>
    reply
      .headers({
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': page.policy,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      })
      .send(page.html),
  );
};
