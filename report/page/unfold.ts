const idOf = (hash: string): string => {
  try {
    // What follows a question mark are numbers of the planner.
    return decodeURIComponent(hash.slice(1).split('?', 1)[0] ?? '');
  } catch {
    return '';
  }
};

/** Opens what is folded around the target of a link, or is the target's own, so that it can be read; unpacks it first if need be. */
export function unfoldTarget(unpackAll: () => void): void {
  const open = () => {
    const id = idOf(location.hash);
    if (!id) return;
    const known = document.getElementById(id);
    if (!known) unpackAll();
    const target = known ?? document.getElementById(id);
    for (let one = target?.closest('details'); one; one = one.parentElement?.closest('details') ?? null) {
      one.open = true;
    }
    // The browser has looked for it already, and found it nowhere or elsewhere.
    target?.scrollIntoView();
  };
  addEventListener('hashchange', open);
  open();
}
