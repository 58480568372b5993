import { styleText } from 'node:util';
import { wrapped } from './wrapped.ts';

/** What a text is painted for; without colour it must say the same. */
const PAINTS = {
  best: ['bold', 'green'],
  leading: ['green'],
  head: ['bold'],
  faint: ['dim'],
  warning: ['yellow'],
  error: ['red'],
} as const;
export type Paint = keyof typeof PAINTS;

/** Where a command prints: how wide it is, and whether it shows colours. */
export interface Terminal {
  /** Columns of a line. */
  columns: number;
  /** False for a file or a pipe. */
  isTerminal: boolean;
  paint(paint: Paint, text: string): string;
}

/** Columns of a file or a pipe, of help, and of a terminal that does not say how wide it is. */
export const USUAL_COLUMNS = 80;

/** A file or a pipe. */
export const PLAIN: Terminal = {
  columns: USUAL_COLUMNS,
  isTerminal: false,
  paint: (_, text) => text,
};

/** The parts of a stream that say what it shows. */
export type Output = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };

/**
 * The terminal behind a stream. Node decides about colour: only on a terminal that has it, never
 * with NO_COLOR, and also elsewhere with FORCE_COLOR.
 */
export const terminalOf = (stream: Output): Terminal => ({
  columns: (stream.isTTY && stream.columns) || USUAL_COLUMNS,
  isTerminal: stream.isTTY === true,
  paint: (paint, text) => styleText([...PAINTS[paint]], text, { stream }),
});

/**
 * A sentence as a stream shows it: wrapped on a terminal. A file or a pipe gets one line, which can
 * be searched.
 */
export const shownLine = (text: string, { isTerminal, columns }: Terminal, indent = ''): string =>
  isTerminal ? wrapped(text, columns, indent).join('\n') : text.replaceAll('\u00a0', ' ');
