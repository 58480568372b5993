const idOf = (hash: string): string => {
  try {
    // What follows a question mark are numbers of the planner.
    return decodeURIComponent(hash.slice(1).split('?', 1)[0] ?? '');
  } catch {
    return '';
  }
};

/**
 * Opens what is folded or hidden around the target of a link, or is the target's own, so that it can be read. All is unpacked first:
 * what grew above the target later would push it away.
 */
export function unfoldTarget(unpackAll: () => void): void {
  const open = () => {
    const id = idOf(location.hash);
    if (!id) return;
    unpackAll();
    const target = document.getElementById(id);
    for (let one = target?.closest('details'); one; one = one.parentElement?.closest('details') ?? null) {
      one.open = true;
    }
    if (target?.closest('.measured')) target.closest('section:has(> .measured)')?.classList.add('revealed');
    // The browser has looked for it already, and found it nowhere or elsewhere.
    target?.scrollIntoView({ behavior: 'instant' });
  };
  addEventListener('hashchange', open);
  open();
}
