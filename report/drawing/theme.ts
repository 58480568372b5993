import type { Transport } from '../../scenarios/load/transport.ts';

/** The current colours of the page, as the style sheet defines them. */
export interface Theme {
  text: string;
  muted: string;
  grid: string;
  surface: string;
  font: string;
  colour(transport: Transport): string;
}

/** Reads the current colours: light, dark or print. */
export function readTheme(): Theme {
  const style = getComputedStyle(document.documentElement);
  const variable = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    text: variable('text'),
    muted: variable('muted'),
    grid: variable('grid'),
    surface: variable('surface'),
    font: style.fontFamily,
    colour: transport => variable(transport),
  };
}
