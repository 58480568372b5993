import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { pythonWith } from '../harness/python-available.ts';
import { serve } from '../harness/serving.ts';

const python = pythonWith('websocket');
const isThere = !(python instanceof Error);
const without = isThere ? '' : ` (${python.message})`;

/** As introductions print it, but for the address. */
const program = (address: string) => `
import websocket

def on_message(ws, message):
    print(f"Received: {message}")
    ws.close()

def on_error(ws, error):
    print(f"Error: {error}")

def on_close(ws, close_status_code, close_msg):
    print("### closed ###")

def on_open(ws):
    print("Opened connection")
    ws.send("Hello, Server!")

if __name__ == "__main__":
    websocket.enableTrace(True)
    ws = websocket.WebSocketApp("${address}",
                                on_open=on_open,
                                on_message=on_message,
                                on_error=on_error,
                                on_close=on_close)
    ws.run_forever()
`;

test.runIf(isThere)(`Python's websocket-client gets back what it sends to /echo${without}`, async () => {
  const { target } = await serve(['sse'], { echo: true });
  const child = spawn(python as string, ['-c', program(`ws://${target.host}:${target.port}/echo`)]);
  const [out, trace] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(out).toBe('Opened connection\nReceived: Hello, Server!\n### closed ###\n');
  expect(trace).toContain('HTTP/1.1 101 Switching Protocols');
});
