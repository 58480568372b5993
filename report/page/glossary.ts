/** Elements whose text may contain linked terms. */
const PLACES = 'p, li, figcaption, dt, dd';
/** Elements without linked terms: links, controls, names and the glossary itself. */
const LEFT =
  'a, button, summary, h4, code, label, output, script, svg, .words, .legend, .badge, .strip, .transport, .tools, .verdict';

interface Term {
  pattern: RegExp;
  id: string;
  meaning: string;
}

/** The terms of the glossary; one entry may name several. */
function termsOf(): Term[] {
  return [...document.querySelectorAll('.words dt')].flatMap(dt => {
    const meaning = dt.nextElementSibling?.textContent ?? '';
    return (dt.textContent ?? '').split(', ').map(word => ({
      pattern: new RegExp(`(?<![\\w-])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}s?(?![\\w-])`, 'i'),
      id: dt.id,
      meaning,
    }));
  });
}

/** Turns a match in a text into a link; returns the rest of the text behind it. */
function link(text: Text, { id, meaning }: Term, { index, 0: { length } }: RegExpExecArray): Text {
  const word = text.splitText(index);
  const rest = word.splitText(length);
  const anchor = document.createElement('a');
  anchor.className = 'word';
  anchor.href = `#${id}`;
  anchor.dataset.meaning = meaning;
  word.replaceWith(anchor);
  anchor.append(word);
  return rest;
}

function textsIn(root: Element): Text[] {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts: Text[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode as Text);
  return texts;
}

/** The first term in a text. */
function firstOf(text: Text, terms: readonly Term[]): { term: Term; match: RegExpExecArray } | undefined {
  const found = terms.flatMap(term => {
    const match = term.pattern.exec(text.data);
    return match ? [{ term, match }] : [];
  });
  return found.toSorted((a, b) => a.match.index - b.match.index)[0];
}

/**
 * Links each term to its meaning at its first use in a part of the page; hover and focus show the
 * meaning.
 */
export function linkWords(root: Element): void {
  let left = termsOf();
  for (const text of textsIn(root)) {
    if (left.length === 0) return;
    const parent = text.parentElement;
    if (!text.data.trim() || !parent?.closest(PLACES) || parent.closest(LEFT)) continue;
    let rest = text;
    for (let found = firstOf(rest, left); found; found = firstOf(rest, left)) {
      const { term, match } = found;
      rest = link(rest, term, match);
      left = left.filter(one => one.id !== term.id);
    }
  }
}
