import { nameOf } from '../../scenarios/load/transport.ts';
import type { Cell, Table } from '../charts/spec.ts';
import type { RecordBlock, RecordDocument } from './document.ts';

/** Plain text in Markdown: nothing in it is markup, and it stays on one line. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_~|<>[\]]/g, character => `\\${character}`)
    .trim();

/** A web address as a link; a file's name as code, which stays as it is. */
function linkText(text: string): string {
  const whole = text.replace(/[\s`<>]+/g, '');
  return /^https?:/.test(whole) ? `<${whole}>` : `\`${whole}\``;
}

function cellText(cell: Cell): string {
  if (typeof cell === 'string') return escapeMarkdown(cell);
  if ('transport' in cell) return nameOf(cell.transport);
  return escapeMarkdown(cell.detail === '' ? cell.value : `${cell.value} (${cell.detail})`);
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

function tableText({ caption, columns, rows }: Table): string {
  return [
    `${escapeMarkdown(caption)}:`,
    '',
    row(columns.map(escapeMarkdown)),
    row(columns.map((_, index) => (index === 0 ? '---' : '---:'))),
    ...rows.map(cells => row(cells.map(cellText))),
  ].join('\n');
}

function blockText(block: RecordBlock): string {
  if (typeof block === 'string') return escapeMarkdown(block);
  if ('strong' in block) return `**${escapeMarkdown(block.strong)}**`;
  if ('warning' in block) return `**Warning:** ${escapeMarkdown(block.warning)}`;
  if ('list' in block) return block.list.map(text => `- ${escapeMarkdown(text)}`).join('\n');
  return 'costs' in block ? '' : tableText(block.table);
}

/**
 * A decision record as Markdown; its tables are those of GitHub. Bars are left out: a sentence says
 * what of the cost differs most. Ends with a line feed.
 */
export function recordMarkdown({ title, status, parts, source }: RecordDocument): string {
  const blocks = [
    `# ${escapeMarkdown(title)}`,
    escapeMarkdown(status),
    ...parts.flatMap(part => [
      `## ${escapeMarkdown(part.title)}`,
      ...part.blocks.map(blockText).filter(Boolean),
    ]),
    '## Source',
    source
      .map(({ name, text, isLink }) => `- ${name}: ${isLink ? linkText(text) : escapeMarkdown(text)}`)
      .join('\n'),
  ];
  return `${blocks.join('\n\n')}\n`;
}
