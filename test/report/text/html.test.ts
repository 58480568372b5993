import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anchor, embedJson, escapeHtml, html } from '../../../report/text/html.ts';
import { HOSTILE } from '../../made/run.ts';

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const unescaped = (text: string) =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => ENTITIES[name] ?? '');

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom('<', '>', '&', '"', "'", '</script>', '<!--', '&lt;', '\u2028', 'a'))
    .map(all => all.join('')),
);

describe('escapeHtml', () => {
  test('turns what has a meaning in HTML into entities', () => {
    expect(escapeHtml(`<a href="x" id='y'>&amp;`)).toBe(
      '&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;',
    );
  });

  test('leaves no markup of any text and loses nothing of it', () => {
    fc.assert(
      fc.property(anyText, text => {
        const escaped = escapeHtml(text);
        expect(escaped).not.toMatch(/[<>"']/);
        expect(unescaped(escaped)).toBe(text);
      }),
    );
  });
});

describe('html', () => {
  test('escapes texts, keeps markup, drops what is absent', () => {
    const inner = html`<b>${'<i>'}</b>`;
    expect(html`<p title="${'"'}">${inner}${null}${undefined}${false}${[inner, 0]}</p>`.text).toBe(
      '<p title="&quot;"><b>&lt;i&gt;</b><b>&lt;i&gt;</b>0</p>',
    );
  });
});

describe('embedJson', () => {
  test('cannot end the script element that holds it, and reads back the same', () => {
    for (const text of HOSTILE) {
      const embedded = embedJson({ [text]: [text] });
      expect(embedded).not.toMatch(/[<>\u2028\u2029]/);
      expect(JSON.parse(embedded)).toEqual({ [text]: [text] });
    }
    fc.assert(
      fc.property(anyText, text => {
        expect(embedJson(text)).not.toMatch(/[<>\u2028\u2029]/);
        expect(JSON.parse(embedJson(text))).toBe(text);
      }),
    );
  });
});

describe('anchor', () => {
  test('keeps plain ids readable', () => {
    expect(anchor('point', 'live-ticker', 'interval-500')).toBe('point.live-ticker.interval-500');
  });

  test('gives only characters that need no escaping, and no two texts the same', () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        expect(anchor('x', one)).toMatch(/^[A-Za-z0-9_.-]*$/);
        expect(anchor(one) === anchor(other)).toBe(one === other);
      }),
    );
  });
});
