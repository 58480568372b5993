import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { transform } from 'esbuild';
import { bundlePageScript } from '../clients/browser/page-script.ts';
import { labelled, swatchShapes } from '../report/parts/swatch.ts';
import { html, type Markup } from '../report/text/html.ts';
import { ROOT } from '../root.ts';
import type { TestedTransport } from '../scenarios/load/transport.ts';
import { DEMO_TOPIC } from '../servers/demo.ts';
import { type Page, policyOf } from '../servers/page.ts';
import { renderLegend } from './demo-legend.ts';

const STYLES = ['report/page/colours.css', 'clients/demo/demo.css'];

interface Words {
  how: string;
  /** The received bytes that a page can count, and those that it cannot. */
  bytes: string;
}

const WORDS: Record<TestedTransport, Words> = {
  'short-polling': {
    how: 'The page polls at a fixed interval. If updates are rare, most answers are empty. A new notification waits for the next poll.',
    bytes:
      'The status line, the headers that the browser shows to a page, and the body of every answer. Requests are not counted; they are larger than the answers.',
  },
  'long-polling': {
    how: 'The page polls, and the server holds the answer until there is a notification. Every notification costs a new request.',
    bytes:
      'The status line, the headers that the browser shows to a page, and the body of every answer. Requests are not counted; they are larger than the answers.',
  },
  sse: {
    how: 'The page sends one request, and its answer never ends: event after event. If it breaks, the browser reconnects by itself.',
    bytes:
      'The events as the server writes them: id, data and blank line. Response headers, chunk frames and heartbeats are not counted: a page cannot see them.',
  },
  websocket: {
    how: 'The connection begins as an HTTP request and then carries frames both ways. If it breaks, the code of this page reconnects.',
    bytes:
      'The frames with their headers of 2 to 10 bytes. The handshake and pings are not counted: a page cannot see them.',
  },
};

const INTERVALS_SECONDS = [0.5, 1, 2, 5, 10];
const INTERVAL_AT_FIRST_SECONDS = 2;

/** Shown in place of how a transport works while its request waits for a connection. */
const QUEUE_HELP = html`<p class="help">The browser’s six HTTP/1.1 connections to this server are taken, in <span data-show="tabs">all</span> tabs. Close a tab, or publish: that ends the long polls.</p>`;

const fact = (name: string, shows: string): Markup =>
  html`<div><dt>${name}</dt><dd data-show="${shows}">–</dd></div>`;

function renderPanel(transport: TestedTransport): Markup {
  const { how, bytes } = WORDS[transport];
  return html`<section class="panel ${transport}" data-transport="${transport}" data-state="idle" aria-labelledby="${transport}">
<h2 id="${transport}">${labelled(transport)}</h2>
<div class="about"><p class="how">${how}</p>${QUEUE_HELP}</div>
<p class="state"><span data-show="state">not connected</span></p>
<p class="age"><strong data-show="age">–</strong> since its newest was published</p>
<p class="latest"><strong data-show="seq">–</strong> <span data-show="text">nothing yet</span></p>
<div class="lane"><span aria-hidden="true">server</span><canvas role="img" aria-label="The last ten seconds: requests, published notifications and their arrival"></canvas><span aria-hidden="true">page</span></div>
<dl>${fact('Requests', 'requests')}${fact('Empty polls', 'empty')}${fact('Notifications', 'notifications')}${fact('Median delay', 'delay')}${fact('Bytes received', 'bytes')}${fact('Bytes per notification', 'each')}</dl>
<h3>× 10,000 users, extrapolated</h3>
<dl>${fact('Requests', 'all-requests')}${fact('Bytes received', 'all-bytes')}${fact('The same per hour', 'all-hourly')}</dl>
<details><summary>Bytes counted</summary><p>${bytes}</p></details>
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
<button type="button" data-do="freeze">Freeze</button>
<p role="status"></p>
</form>`;
}

function renderBody(transports: readonly TestedTransport[]): Markup {
  const many = transports.length > 1;
  return html`<header><h1>${many ? 'One stream, four transports' : 'One stream, one transport'}</h1>
<p class="lead">A server publishes short notifications. ${many ? 'Each panel receives the same stream with its own transport.' : 'The panel receives them.'} The drawing shows the last ten seconds.</p>
${renderLegend()}</header>
<noscript><p>The panels need JavaScript: they show the page’s own fetch, EventSource and WebSocket.</p></noscript>
${renderForm(transports)}
<main class="panels" data-topic="${DEMO_TOPIC}">${transports.map(renderPanel)}</main>
<footer>Age and delay use the page’s clock, synchronised with the server’s within <span data-show="clock">…</span>. × 10,000 users: the rates of this page over the last 10 to 60 s, times 10,000, since the last change of a control. It is extrapolated, not measured: it assumes that all users behave like this page. This is a demonstration, not a measurement: to measure, run <code>npm run bench</code>.</footer>`;
}

async function bundleStyle(): Promise<string> {
  const sources = await Promise.all(STYLES.map(name => readFile(join(ROOT, name), 'utf8')));
  const { code } = await transform(sources.join('\n'), { loader: 'css', minify: true, charset: 'ascii' });
  return code;
}

/** The demo page for a server with these transports: one file with script and style. */
export async function demoPage(transports: readonly TestedTransport[]): Promise<Page> {
  const [script, style] = await Promise.all([bundlePageScript('demo/demo.ts'), bundleStyle()]);
  const head = html`<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Pushlab: polling, SSE and WebSocket side by side</title><link rel="icon" href="data:,">`;
  return {
    html: `<!doctype html>\n<html lang="en"><head>${head.text}<style>${style}</style></head><body>${swatchShapes().text}${renderBody(transports).text}<script>${script}</script></body></html>\n`,
    policy: policyOf(script, style),
  };
}
