import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { hasTerminals, openShell, without } from '../harness/shell.ts';

const PRINT = `${process.execPath} --no-warnings test/harness/print-tied-table.ts`;

/** What a terminal shows of the table, with all that colours it. */
async function shownTable(variables: string): Promise<string> {
  const shell = openShell();
  // No variable of where the tests run: Node shows fewer colours, or none, for CI, TMUX and others.
  shell.type(`env -i ${variables} ${PRINT}; echo "status $?"\n`);
  // The shell shows the typed line too.
  await shell.shows(/status \$\?"\r\n/);
  const { input, index } = await shell.shows(/status (\d)\r\n/);
  return input.slice(0, index).replaceAll('\r', '');
}

const rowsOf = (shown: string) => stripVTControlCharacters(shown).split('\n');

test.skipIf(!hasTerminals)(
  `a terminal shows marks and colours, and with NO_COLOR the same marks without${without}`,
  async () => {
    const coloured = await shownTable('TERM=xterm-256color');
    const plain = await shownTable('TERM=xterm-256color NO_COLOR=1');
    const esc = '\u001b';
    expect(plain).not.toContain(esc);
    expect(rowsOf(coloured)).toEqual(rowsOf(plain));
    // Green for those that lead, bold and green for the lowest.
    const sse = coloured.split('\n').find(line => line.startsWith('SSE')) ?? '';
    expect(sse).toMatch(new RegExp(`${esc}\\[32m *\\d\\.\\d+=${esc}\\[39m`));
    const websocket = coloured.split('\n').find(line => line.startsWith('WebSocket')) ?? '';
    expect(websocket).toMatch(new RegExp(`${esc}\\[1m${esc}\\[32m *[\\d.]+\\*`));
    expect(rowsOf(plain).filter(({ length }) => length > 80)).toEqual([]);
    expect(plain).toMatch(/^SSE +\d\.\d+= /m);
    expect(plain).toMatch(/^= leads its column/m);
    expect(plain).toMatch(/^\* lowest of its column/m);
  },
);
