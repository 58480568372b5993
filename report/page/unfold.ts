import { addressIn } from '../lecture/deck.ts';

const idOf = (hash: string): string => {
  try {
    // The planner's numbers follow a question mark.
    return decodeURIComponent(hash.slice(1).split('?', 1)[0] ?? '');
  } catch {
    return '';
  }
};

/**
 * Opens the folds around the target of a link and reveals its section. It unpacks everything first:
 * a part that grows later would move the target.
 */
export function unfoldTarget(unpackAll: () => void): void {
  const open = () => {
    const id = idOf(location.hash);
    // A slide stands above the page, and needs no part of it.
    if (!id || addressIn(location.hash)) return;
    unpackAll();
    const target = document.getElementById(id);
    for (let one = target?.closest('details'); one; one = one.parentElement?.closest('details') ?? null) {
      one.open = true;
    }
    if (target?.closest('.measured')) target.closest('section:has(> .measured)')?.classList.add('revealed');
    // The browser scrolled before the target was in its place.
    target?.scrollIntoView({ behavior: 'instant' });
  };
  addEventListener('hashchange', open);
  open();
}
