/** Opens what is folded around the target of a link, or is the target's own, so that it can be read. */
export function unfoldTarget(): void {
  const open = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let one = target?.closest('details'); one; one = one.parentElement?.closest('details') ?? null) {
      one.open = true;
    }
  };
  addEventListener('hashchange', open);
  open();
}
