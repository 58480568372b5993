#!/bin/bash
# Whether a WebSocket client answers a ping while the application handles a message.
#
# RFC 6455 §5.5.2: the other side must answer a ping "as soon as is practical". A server that takes
# a missing pong for a dead connection cuts a client whose handler takes longer than its patience.
# Seen with Python 3.11.7, on 28 November 2026, the handler busy for 3 s and pinged meanwhile:
#   websocket-client 1.9.2   answers when the handler is done
#   websockets 17.4 (sync)   answers at once, from a thread of its own
set -u
command -v python3 >/dev/null || { echo 'python3 is not installed'; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" || exit 1
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --root-user-action=ignore \
  websocket-client==1.9.2 websockets==17.4 || exit 1
cat > "$folder/seen.py" <<'END'
import queue
import threading
import time

import websocket
from websockets.sync.client import connect
from websockets.sync.server import serve

BUSY_S = 3
busy = threading.Event()
answers = queue.Queue()


def ping_while_busy(connection):
    """Sends a message, waits until its handler runs, and times the answer to a ping."""
    busy.clear()
    connection.send('work')
    busy.wait(20)
    start = time.monotonic()
    connection.ping().wait(20)
    answers.put(time.monotonic() - start)


def handle():
    busy.set()
    time.sleep(BUSY_S)


def by_websocket_client(url):
    app = websocket.WebSocketApp(url, on_message=lambda socket, text: handle())
    app.run_forever()


def by_websockets(url):
    with connect(url, proxy=None) as socket:
        socket.recv()
        handle()


server = serve(ping_while_busy, '127.0.0.1', 0, ping_interval=None)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f'ws://127.0.0.1:{server.socket.getsockname()[1]}/'
for name, client in (('websocket-client 1.9.2', by_websocket_client), ('websockets 17.4', by_websockets)):
    threading.Thread(target=client, args=(url,), daemon=True).start()
    print(f'{name}: pong', 'at once' if answers.get(timeout=30) < BUSY_S / 2 else 'after the handler')
END
python3 --version
seen=$(NO_PROXY=127.0.0.1 timeout 60 "$folder/venv/bin/python" "$folder/seen.py") || exit 1
echo "$seen"
[ "$seen" = 'websocket-client 1.9.2: pong after the handler
websockets 17.4: pong at once' ] && echo 'as seen before' && exit 0
echo 'changed'
exit 1
