import type { Table } from '../charts/spec.ts';
import type { Plan } from '../planner/plan.ts';

/** A paragraph, a strong one, a warning, a list, a table, or what each transport costs as bars. */
export type RecordBlock =
  | string
  | { strong: string }
  | { warning: string }
  | { list: string[] }
  | { table: Table }
  | { costs: Plan };

/** A decision record: a title, and parts under their own titles. All texts are plain texts. */
export interface RecordDocument {
  title: string;
  /** One line below the title. */
  status: string;
  parts: { title: string; blocks: RecordBlock[] }[];
  /** What the record rests on; `link` is an address, and not a sentence. */
  source: { name: string; text: string; isLink?: boolean }[];
}
