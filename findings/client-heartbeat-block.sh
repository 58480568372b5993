#!/bin/bash
# A comment and a blank line are no event, but two Python clients hand one out.
#
# WHATWG HTML §9.2.6: a line that starts with `:` is ignored, and a blank line without data before
# it dispatches nothing. Servers send `:` as a heartbeat, often with a blank line behind it.
# Seen with Python 3.11.7, on 28 November 2026, between two events with data:
#   httpx-sse 0.4.3 (httpx 0.28.1)     an event with empty data and the id of the one before
#   sseclient 0.0.27 (requests 2.34.2) the same with empty data
# Without the blank line neither makes an event of it. JSON of empty data is an exception.
set -u
command -v python3 >/dev/null || { echo 'python3 is not installed'; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" || exit 1
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --root-user-action=ignore \
  httpx-sse==0.4.3 httpx==0.28.1 sseclient==0.0.27 requests==2.34.2 || exit 1
cat > "$folder/seen.py" <<'END'
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import httpx_sse
import sseclient

HEARTBEATS = {'comment and blank line': b':\n\n', 'comment alone': b':\n'}


class Stream(BaseHTTPRequestHandler):
    """An event, the heartbeat that the path names, an event, and the end."""

    def do_GET(self):
        self.send_response(200)
        self.send_header('content-type', 'text/event-stream; charset=utf-8')
        self.end_headers()
        self.wfile.write(b'id: 7\ndata: one\n\n')
        self.wfile.write(list(HEARTBEATS.values())[int(self.path[1:])])
        self.wfile.write(b'id: 8\ndata: two\n\n')

    def log_message(self, *words):
        pass


def by_httpx_sse(url):
    with httpx.Client(trust_env=False) as client, httpx_sse.connect_sse(client, 'GET', url) as source:
        for event in source.iter_sse():
            yield event.data


def by_sseclient(url):
    for event in sseclient.SSEClient(url):
        yield event.data


def until_two(events):
    seen = []
    for data in events:
        seen.append(data)
        if data == 'two':
            return seen
    return seen


server = ThreadingHTTPServer(('127.0.0.1', 0), Stream)
threading.Thread(target=server.serve_forever, daemon=True).start()
for client, events in (('httpx-sse 0.4.3', by_httpx_sse), ('sseclient 0.0.27', by_sseclient)):
    for index, heartbeat in enumerate(HEARTBEATS):
        seen = until_two(events(f'http://127.0.0.1:{server.server_port}/{index}'))
        print(f'{client}, {heartbeat}: {seen}')
server.shutdown()
END
python3 --version
seen=$(NO_PROXY=127.0.0.1 timeout 60 "$folder/venv/bin/python" "$folder/seen.py") || exit 1
echo "$seen"
[ "$seen" = "httpx-sse 0.4.3, comment and blank line: ['one', '', 'two']
httpx-sse 0.4.3, comment alone: ['one', 'two']
sseclient 0.0.27, comment and blank line: ['one', '', 'two']
sseclient 0.0.27, comment alone: ['one', 'two']" ] && echo 'as seen before' && exit 0
echo 'changed'
exit 1
