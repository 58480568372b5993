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

/**
 * Keeps the menu open where the contents stand beside the report: what is in a closed fold counts
 * as hidden for who does not see. In a narrow window the menu closes once a section was chosen. The
 * width is that of style.css.
 */
export function startMenu(): void {
  const menu = document.querySelector<HTMLDetailsElement>('nav .menu');
  if (!menu) return;
  const isBeside = matchMedia('screen and (min-width: 75rem)');
  const apply = () => {
    menu.open = isBeside.matches;
  };
  apply();
  isBeside.addEventListener('change', apply);
  menu.addEventListener('click', ({ target }) => {
    if (!isBeside.matches && (target as Element).closest('a')) menu.open = false;
  });
}
