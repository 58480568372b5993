import { describe, expect, test } from 'vitest';
import { renderServerLoad } from '../../../report/point/server-load.ts';
import { textOf } from '../../harness/report-text.ts';
import { trial, viewOf } from '../../made/point.ts';

describe('the server load', () => {
  test('is split into CPU, event loop, and what each subscriber keeps', () => {
    const text = textOf(renderServerLoad(viewOf([trial('sse')])).text);
    expect(text).toMatch(/CPU of the server, in % of one core: SSE 12\.0%\./);
    // 10 µs a delivery, 1,000 deliveries in 4 s, 10 subscribers.
    expect(text).toMatch(/CPU, user \(µs per delivery\).* SSE 6\.00 4\.00 250 12\.0 /);
    expect(text).toMatch(/Event loop in use \(%\).* SSE 10\.0 1\.20 0\.750 225 1\.00 /);
    expect(text).toMatch(/Requests \(per second\).* SSE 2\.50 0 10\.0 40\.0 57\.4 19\.5 488 4\.00 /);
    expect(text).toMatch(/both ends of each connection, and grows in steps of some hundred KiB/);
  });

  test('has no kernel memory where the system does not tell', () => {
    const untold = trial('sse');
    untold.server.kernelSocketBytes = null;
    untold.server.openFiles = null;
    expect(textOf(renderServerLoad(viewOf([untold])).text)).toMatch(/SSE 2\.50 0 10\.0 — 57\.4 19\.5 488 — /);
  });
});
