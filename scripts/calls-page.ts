import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { labelled, swatchShapes } from '../report/parts/swatch.ts';
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

/** A server as commands name it, and the programs with what they need to trust it. */
interface Server {
  http: string;
  ws: string;
  curl: string;
  websocat: string;
  node: string;
  follow: string;
}

/** A server at a host and port; with a fingerprint over TLS. Nobody signed its certificate. */
const serverAt = (host: string, fingerprint: string | undefined): Server =>
  fingerprint === undefined
    ? {
        http: `http://${host}`,
        ws: `ws://${host}`,
        curl: 'curl',
        websocat: 'websocat',
        node: 'node',
        follow: '',
      }
    : {
        http: `https://${host}`,
        ws: `wss://${host}`,
        curl: 'curl -k',
        websocat: 'websocat -k',
        node: 'NODE_TLS_REJECT_UNAUTHORIZED=0 node',
        follow: ` --fingerprint ${fingerprint}`,
      };

const followed = (transport: TestedTransport, { http, follow }: Server): Command => ({
  words: 'The lab’s own follower, in the folder of the lab',
  text: `npm run follow -- ${transport} --topic news --url ${http}${follow}`,
});

/** The calls of each transport of a server. */
const CALLS: Record<TestedTransport, (server: Server) => Calls> = {
  'short-polling': server => ({
    how: 'A poll is answered at once, with what is new after a cursor. Status 204 means: nothing new.',
    links: [
      { path: `/notifications?${FROM_START}`, text: 'Poll for all that the server holds' },
      { path: '/notifications?topic=news&latest=3', text: 'Poll for the latest three' },
    ],
    commands: [
      { words: 'With curl', text: `${server.curl} -i '${server.http}/notifications?${FROM_START}'` },
      followed('short-polling', server),
    ],
  }),
  'long-polling': server => ({
    how: 'A poll with the header Prefer waits until there is something new. A link cannot send it.',
    links: [],
    commands: [
      {
        words: 'With curl: waits for up to 20 s while there is nothing yet',
        text: `${server.curl} -i '${server.http}/notifications?${FROM_START}' -H 'Prefer: wait=20'`,
      },
      followed('long-polling', server),
    ],
  }),
  sse: server => ({
    how: 'One request, and an answer that never ends: an event for each notification.',
    links: [{ path: `/notifications/stream?${FROM_START}`, text: 'Open the event stream' }],
    commands: [
      { words: 'With curl', text: `${server.curl} -N '${server.http}/notifications/stream?${FROM_START}'` },
      {
        words: 'In the console of this page (F12)',
        text: `new EventSource('/notifications/stream?${FROM_START}').onmessage = event => console.log(event.data)`,
      },
      followed('sse', server),
    ],
  }),
  websocket: server => ({
    how: 'A connection for both directions. A frame {"payload": "hello"} from the client publishes.',
    links: [],
    commands: [
      {
        words: 'With websocat; then type {"payload": "hello"}',
        text: `${server.websocat} '${server.ws}/notifications/socket?${FROM_START}'`,
      },
      {
        words: 'With Node 22 or later',
        text: `${server.node} -e "new WebSocket('${server.ws}/notifications/socket?${FROM_START}').onmessage = event => console.log(event.data)"`,
      },
      followed('websocket', server),
    ],
  }),
};

const link = ({ path, text }: Link): Markup =>
  html`<li><a href="${path}" target="_blank" rel="noopener">${text}</a></li>`;
const links = (all: readonly Link[]): Markup | null =>
  all.length === 0 ? null : html`<ul>${all.map(link)}</ul>`;
const command = ({ words, text }: Command): Markup =>
  html`<figure><figcaption>${words}</figcaption><pre><code>${text}</code></pre></figure>`;

function renderTransport(transport: TestedTransport, server: Server): Markup {
  const { how, links: clicked, commands } = CALLS[transport](server);
  return html`<section aria-labelledby="${transport}"><h2 id="${transport}">${labelled(transport)}</h2>
<p>${how}</p>${links(clicked)}${commands.map(command)}</section>`;
}

function renderPublishing(server: Server): Markup {
  const published = {
    words: 'With curl',
    text: `${server.curl} -i '${server.http}/notifications' -H 'Content-Type: application/json' -d '{"topic": "news", "payload": "hello"}'`,
  };
  const typed = {
    words: 'Or type a line into the terminal in which the server runs',
    text: '{"topic": "news", "payload": "hello"}',
  };
  return html`<section aria-labelledby="publish"><h2 id="publish">Publish</h2>
<p>Publish a few times, and see it by the calls below.</p>${[published, typed].map(command)}</section>`;
}

const renderOthers = (server: Server): Markup =>
  html`<section aria-labelledby="others"><h2 id="others">More</h2>
${[
  { words: 'The health check: JSON with all paths and methods', text: `${server.curl} -i '${server.http}/'` },
  { words: 'An echo: sends back what you type', text: `${server.websocat} '${server.ws}/echo'` },
].map(command)}</section>`;

function renderBody(transports: readonly TestedTransport[], server: Server): Markup {
  return html`<header><h1>A Pushlab server: its calls</h1>
<p>It delivers notifications by ${list(transports.map(inProse))}. All calls are for the topic “news”.</p>
<p class="note">A link opens in a tab of its own. A click on a command selects all of it, to copy.</p></header>
<main>${renderPublishing(server)}${transports.map(transport => renderTransport(transport, server))}${renderOthers(server)}</main>
<footer class="note">docs/serve.md explains every answer. <code>npm run serve -- all --demo</code> shows all transports side by side.</footer>`;
}

/**
 * The page of the calls of a server with these transports and an echo: one file without script.
 * `fingerprint` is that of its certificate; without one it speaks no TLS.
 */
export async function callsPage(
  transports: readonly TestedTransport[],
  fingerprint?: string,
): Promise<CallsPage> {
  const styles = await Promise.all(STYLES.map(name => readFile(join(ROOT, name), 'utf8')));
  const style = styles.join('\n');
  const policy = policyOf(null, style);
  const head = html`<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Pushlab server: its calls</title><link rel="icon" href="data:,">`;
  return host => ({
    html: `<!doctype html>\n<html lang="en"><head>${head.text}<style>${style}</style></head><body>${swatchShapes().text}${renderBody(transports, serverAt(host, fingerprint)).text}</body></html>\n`,
    policy,
  });
}
