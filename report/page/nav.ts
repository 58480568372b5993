/** Marks the link to the visible section. */
export function markCurrentSection(): void {
  const links = new Map<Element, HTMLAnchorElement>();
  for (const link of document.querySelectorAll<HTMLAnchorElement>('nav a')) {
    const section = document.getElementById(link.hash.slice(1))?.closest('section');
    if (section) links.set(section, link);
  }
  const observer = new IntersectionObserver(
    entries => {
      for (const { target, isIntersecting } of entries) {
        const link = links.get(target);
        if (!isIntersecting) {
          link?.removeAttribute('aria-current');
          continue;
        }
        link?.setAttribute('aria-current', 'true');
        // A long report has more sections than fit beside it.
        const bar = link?.closest('nav');
        if (link && bar) bar.scrollTop = link.offsetTop - bar.clientHeight / 3;
      }
    },
    // Only the section that crosses a line below the navigation is current.
    { rootMargin: '-20% 0px -79% 0px' },
  );
  for (const section of links.keys()) observer.observe(section);
}

/** Closes the menu of a narrow window once a section was chosen. */
export function closeMenuAfterUse(): void {
  const menu = document.querySelector<HTMLDetailsElement>('nav .menu');
  menu?.addEventListener('click', ({ target }) => {
    if ((target as Element).closest('a')) menu.open = false;
  });
}
