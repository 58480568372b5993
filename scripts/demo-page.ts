import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { bundlePageScript } from '../clients/browser/page-script.ts';
import { labelled } from '../report/parts/swatch.ts';
import { html, type Markup } from '../report/text/html.ts';
import { ROOT } from '../root.ts';
import type { TestedTransport } from '../scenarios/load/transport.ts';
import { DEMO_TOPIC } from '../servers/demo.ts';
import { type Page, policyOf } from '../servers/page.ts';

const STYLES = ['report/page/colours.css', 'clients/demo/demo.css'];

interface Words {
  how: string;
  /** What a page knows of the bytes that come, and what it does not. */
  bytes: string;
}

const WORDS: Record<TestedTransport, Words> = {
  'short-polling': {
    how: 'Asks again and again, at set times. Most answers are empty where news is rare; what is new waits for the next question.',
    bytes:
      'Status line, the headers that the browser shows to a page, and the body of every answer. Not what the page sends: its requests are larger than the answers.',
  },
  'long-polling': {
    how: 'Asks, and the server keeps the question until there is something to say. Every notification costs a new request.',
    bytes:
      'Status line, the headers that the browser shows to a page, and the body of every answer. Not what the page sends: its requests are larger than the answers.',
  },
  sse: {
    how: 'Asks once, and the answer never ends: one event after another. The browser itself connects again when it breaks.',
    bytes:
      'The events, as the server writes them: id, data and blank line. Not the head of the answer, the chunk frames, nor the heartbeats, of which a page hears nothing.',
  },
  websocket: {
    how: 'A connection that begins as a request and then carries frames both ways. When it breaks, this page’s own code connects again.',
    bytes:
      'The frames, with their heads of 2 to 10 bytes. Not the handshake, nor pings, of which a page hears nothing.',
  },
};

const INTERVALS_SECONDS = [0.5, 1, 2, 5, 10];
const INTERVAL_AT_FIRST_SECONDS = 2;

const fact = (name: string, shows: string): Markup =>
  html`<div><dt>${name}</dt><dd data-show="${shows}">–</dd></div>`;

function renderPanel(transport: TestedTransport): Markup {
  const { how, bytes } = WORDS[transport];
  return html`<section class="panel ${transport}" data-transport="${transport}" data-state="idle" aria-labelledby="${transport}">
<h2 id="${transport}">${labelled(transport)}</h2>
<p class="how">${how}</p>
<p class="state"><span data-show="state">not yet</span></p>
<p class="age"><strong data-show="age">–</strong> since its newest was published</p>
<p class="latest"><strong data-show="seq">–</strong> <span data-show="text">nothing yet</span></p>
<div class="lane"><span aria-hidden="true">server</span><canvas role="img" aria-label="The last ten seconds: when it asked, what the server published, and when that arrived"></canvas><span aria-hidden="true">page</span></div>
<dl>${fact('Requests', 'requests')}${fact('Notifications', 'notifications')}${fact('Median delay', 'delay')}${fact('Bytes received', 'bytes')}${fact('Bytes a notification', 'each')}</dl>
<details><summary>Which bytes</summary><p>${bytes}</p></details>
</section>`;
}

const intervalOption = (seconds: number): Markup =>
  seconds === INTERVAL_AT_FIRST_SECONDS
    ? html`<option value="${seconds * 1000}" selected>${seconds} s</option>`
    : html`<option value="${seconds * 1000}">${seconds} s</option>`;

function renderForm(transports: readonly TestedTransport[]): Markup {
  const intervals = html`<label>Short polls every <select name="interval">${INTERVALS_SECONDS.map(intervalOption)}</select></label>`;
  return html`<form aria-label="Controls">
<label>Publish <input type="range" name="rate" min="0" max="8" step="1" value="3"> <output>one every 2 s</output></label>
${transports.includes('short-polling') ? intervals : html`<select name="interval" hidden><option value="2000" selected></option></select>`}
<button type="button" class="main" data-do="publish">Publish now</button>
<button type="button" data-do="cut">Cut connections</button>
<p role="status"></p>
</form>`;
}

function renderBody(transports: readonly TestedTransport[]): Markup {
  const many = transports.length > 1;
  return html`<header><h1>${many ? 'One stream, four ways to the page' : 'One stream on its way to the page'}</h1>
<p class="lead">A server publishes short news. ${many ? 'Each panel follows the same stream in its own way, at the same time.' : 'The panel follows it.'} In the drawing time runs to the right; a line falls from the moment at which something was published to the one at which the page had it, and what is shaded is a request or a connection that is under way. A ring: published, and not here yet.</p></header>
<noscript><p>The panels need JavaScript: it is the page’s fetch, EventSource and WebSocket that are shown.</p></noscript>
${renderForm(transports)}
<main class="panels" data-topic="${DEMO_TOPIC}">${transports.map(renderPanel)}</main>
<footer>Age and delay are by the page’s clock, tied to the server’s within <span data-show="clock">…</span>. This is a demonstration and no measurement: for figures, <code>npm run bench</code>.</footer>`;
}

async function bundleStyle(): Promise<string> {
  const sources = await Promise.all(STYLES.map(name => readFile(join(ROOT, name), 'utf8')));
  const { code } = await transform(sources.join('\n'), { loader: 'css', minify: true, charset: 'ascii' });
  return code;
}

/** The demonstration for a server with these transports: one file, with its script and its style. */
export async function demoPage(transports: readonly TestedTransport[]): Promise<Page> {
  const [script, style] = await Promise.all([bundlePageScript('demo/demo.ts'), bundleStyle()]);
  const head = html`<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Pushlab: polling, SSE and WebSocket side by side</title><link rel="icon" href="data:,">`;
  return {
    html: `<!doctype html>\n<html lang="en"><head>${head.text}<style>${style}</style></head><body>${renderBody(transports).text}<script>${script}</script></body></html>\n`,
    policy: policyOf(script, style),
  };
}
