import { resultTable } from '../../scripts/terminal/result-table.ts';
import { terminalOf } from '../../scripts/terminal/terminal.ts';
import { tiedRun } from '../made/tied.ts';

// Prints the table of a made-up run, as the bench prints that of a real one.
process.stdout.write(`${resultTable(tiedRun(), terminalOf(process.stdout))}\n`);
