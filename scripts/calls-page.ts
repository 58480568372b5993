import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { labelled } from '../report/parts/swatch.ts';
import { list } from '../report/text/format.ts';
import { html, type Markup } from '../report/text/html.ts';
import { ROOT } from '../root.ts';
import { inProse, type TestedTransport } from '../scenarios/load/transport.ts';
import { type CallsPage, policyOf } from '../servers/page.ts';

const STYLES = ['report/page/colours.css', 'scripts/calls-page.css'];

/** Everything that the server holds of the topic, and what comes next. */
const FROM_START = 'topic=news&after=0';

/** A call to click. */
interface Link {
  path: string;
  text: string;
}

/** A call to copy, for a shell unless its words say otherwise. */
interface Command {
  words: string;
  text: string;
}

interface Calls {
  how: string;
  links: readonly Link[];
  commands: readonly Command[];
}

const followed = (transport: TestedTransport, host: string): Command => ({
  words: 'The lab’s own follower, in the folder of the lab',
  text: `npm run follow -- ${transport} --topic news --url http://${host}`,
});

/** The calls of each transport, for a server at a host and port. */
const CALLS: Record<TestedTransport, (host: string) => Calls> = {
  'short-polling': host => ({
    how: 'A poll is answered at once, with what is new after a cursor. Status 204 means: nothing new.',
    links: [
      { path: `/notifications?${FROM_START}`, text: 'Poll for all that the server holds' },
      { path: '/notifications?topic=news&latest=3', text: 'Poll for the latest three' },
    ],
    commands: [
      { words: 'With curl', text: `curl -i 'http://${host}/notifications?${FROM_START}'` },
      followed('short-polling', host),
    ],
  }),
  'long-polling': host => ({
    how: 'A poll with the header Prefer waits until there is something new. A link cannot send it.',
    links: [],
    commands: [
      {
        words: 'With curl: waits for up to 20 s while there is nothing yet',
        text: `curl -i 'http://${host}/notifications?${FROM_START}' -H 'Prefer: wait=20'`,
      },
      followed('long-polling', host),
    ],
  }),
  sse: host => ({
    how: 'One request, and an answer that never ends: an event for each notification.',
    links: [{ path: `/notifications/stream?${FROM_START}`, text: 'Open the event stream' }],
    commands: [
      { words: 'With curl', text: `curl -N 'http://${host}/notifications/stream?${FROM_START}'` },
      {
        words: 'In the console of this page (F12)',
        text: `new EventSource('/notifications/stream?${FROM_START}').onmessage = event => console.log(event.data)`,
      },
      followed('sse', host),
    ],
  }),
  websocket: host => ({
    how: 'A connection for both directions. A frame {"payload": "hello"} from the client publishes.',
    links: [],
    commands: [
      {
        words: 'With websocat; then type {"payload": "hello"}',
        text: `websocat 'ws://${host}/notifications/socket?${FROM_START}'`,
      },
      {
        words: 'With Node 22 or later',
        text: `node -e "new WebSocket('ws://${host}/notifications/socket?${FROM_START}').onmessage = event => console.log(event.data)"`,
      },
      followed('websocket', host),
    ],
  }),
};

const link = ({ path, text }: Link): Markup =>
  html`<li><a href="${path}" target="_blank" rel="noopener">${text}</a></li>`;
const links = (all: readonly Link[]): Markup | null =>
  all.length === 0 ? null : html`<ul>${all.map(link)}</ul>`;
const command = ({ words, text }: Command): Markup =>
  html`<figure><figcaption>${words}</figcaption><pre><code>${text}</code></pre></figure>`;

function renderTransport(transport: TestedTransport, host: string): Markup {
  const { how, links: clicked, commands } = CALLS[transport](host);
  return html`<section aria-labelledby="${transport}"><h2 id="${transport}">${labelled(transport)}</h2>
<p>${how}</p>${links(clicked)}${commands.map(command)}</section>`;
}

function renderPublishing(host: string): Markup {
  const published = {
    words: 'With curl',
    text: `curl -i 'http://${host}/notifications' -H 'Content-Type: application/json' -d '{"topic": "news", "payload": "hello"}'`,
  };
  const typed = {
    words: 'Or type a line into the terminal in which the server runs',
    text: '{"topic": "news", "payload": "hello"}',
  };
  return html`<section aria-labelledby="publish"><h2 id="publish">Publish</h2>
<p>Publish a few times, and see it by the calls below.</p>${[published, typed].map(command)}</section>`;
}

const renderOthers = (host: string): Markup =>
  html`<section aria-labelledby="others"><h2 id="others">More</h2>
${[
  { words: 'The health check: JSON with all paths and methods', text: `curl -i 'http://${host}/'` },
  { words: 'An echo: sends back what you type', text: `websocat 'ws://${host}/echo'` },
].map(command)}</section>`;

function renderBody(transports: readonly TestedTransport[], host: string): Markup {
  return html`<header><h1>A Pushlab server: its calls</h1>
<p>It delivers notifications by ${list(transports.map(inProse))}. All calls are for the topic “news”.</p>
<p class="note">A link opens in a tab of its own. A click on a command selects all of it, to copy.</p></header>
<main>${renderPublishing(host)}${transports.map(transport => renderTransport(transport, host))}${renderOthers(host)}</main>
<footer class="note">docs/serve.md explains every answer. <code>npm run serve -- all --demo</code> shows all transports side by side.</footer>`;
}

/** The page of the calls of a server with these transports and an echo: one file without script. */
export async function callsPage(transports: readonly TestedTransport[]): Promise<CallsPage> {
  const styles = await Promise.all(STYLES.map(name => readFile(join(ROOT, name), 'utf8')));
  const style = styles.join('\n');
  const policy = policyOf(null, style);
  const head = html`<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Pushlab server: its calls</title><link rel="icon" href="data:,">`;
  return host => ({
    html: `<!doctype html>\n<html lang="en"><head>${head.text}<style>${style}</style></head><body>${renderBody(transports, host).text}</body></html>\n`,
    policy,
  });
}
