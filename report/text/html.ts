const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Makes any text safe in HTML, between tags or in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => ENTITIES[character] ?? character);
}

/** Safe HTML: made by `html`, or wrapped by code that guarantees its safety. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = Markup | string | number | null | undefined | false | Part[];

function partText(part: Part): string {
  if (part === null || part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map(partText).join('');
  return escapeHtml(String(part));
}

/** Template tag: escapes interpolated values that are not `Markup`. Attributes must be quoted. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.map((string, index) => string + partText(parts[index])).join(''));
}

/** JSON for a script element of type application/json; it cannot end the element. */
export function embedJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** An id for a permalink: ASCII only, and unique for different texts. */
export function anchor(...texts: string[]): string {
  return texts
    .map(text => text.replace(/[^A-Za-z0-9-]/gu, character => `_${character.codePointAt(0)?.toString(16)}_`))
    .join('.');
}
