/** What can be presented: the charts of the report, or its claims as a quiz. */
export const DECKS = ['slide', 'quiz'] as const;
export type DeckName = (typeof DECKS)[number];

/** What the place of a slide needs to be known of it. */
export interface Slide {
  id: string;
  /** Slides of one group follow each other; the first of them is on the main line. */
  group: string;
}

export type Move = 'next' | 'previous' | 'further' | 'nearer' | 'first' | 'last';
export type Command = Move | 'close' | 'keys' | 'full screen' | 'predict';

/** Each command of a presentation with its keys, for the script and for the reader. */
export const KEYS: readonly { command: Command; keys: readonly string[]; shown: string; does: string }[] = [
  { command: 'next', keys: ['ArrowRight', 'PageDown', ' '], shown: '→ Page↓ Space', does: 'goes on' },
  { command: 'previous', keys: ['ArrowLeft', 'PageUp'], shown: '← Page↑', does: 'goes back' },
  { command: 'further', keys: ['ArrowDown'], shown: '↓', does: 'shows the next chart of this scenario' },
  { command: 'nearer', keys: ['ArrowUp'], shown: '↑', does: 'shows the chart before it' },
  { command: 'first', keys: ['Home'], shown: 'Home', does: 'goes to the first slide' },
  { command: 'last', keys: ['End'], shown: 'End', does: 'goes to the last slide' },
  { command: 'full screen', keys: ['f'], shown: 'f', does: 'full screen, on and off' },
  { command: 'predict', keys: ['p'], shown: 'p', does: 'predict first, on and off' },
  { command: 'keys', keys: ['?'], shown: '?', does: 'shows and hides these keys' },
  { command: 'close', keys: ['Escape'], shown: 'Esc', does: 'ends the presentation' },
];

/** The command of a key (`KeyboardEvent.key`); undefined if it has none. */
export const commandOf = (key: string): Command | undefined =>
  KEYS.find(({ keys }) => keys.includes(key))?.command;

/** The indexes at which a new group begins. */
const startsOf = (slides: readonly Slide[]): number[] =>
  slides.flatMap(({ group }, index) => (slides[index - 1]?.group === group ? [] : [index]));

/** The index of the slide after a move from index `at`; `at` itself where there is none. */
export function moved(slides: readonly Slide[], at: number, move: Move): number {
  const starts = startsOf(slides);
  const isSameGroup = (index: number) => slides[index] && slides[index].group === slides[at]?.group;
  const own = starts.findLast(start => start <= at) ?? 0;
  switch (move) {
    case 'next':
      return starts.find(start => start > at) ?? at;
    case 'previous':
      // From a further chart of a scenario, back to its first one.
      return at > own ? own : (starts.findLast(start => start < at) ?? at);
    case 'further':
      return isSameGroup(at + 1) ? at + 1 : at;
    case 'nearer':
      return isSameGroup(at - 1) ? at - 1 : at;
    case 'first':
      return 0;
    case 'last':
      return starts.at(-1) ?? 0;
  }
}

/** Where a slide stands, counted from 1. */
export interface Count {
  group: number;
  groups: number;
  within: number;
  size: number;
}

export function countOf(slides: readonly Slide[], at: number): Count {
  const starts = startsOf(slides);
  const own = starts.findLastIndex(start => start <= at);
  const start = starts[own] ?? 0;
  return {
    group: own + 1,
    groups: starts.length,
    within: at - start + 1,
    size: (starts[own + 1] ?? slides.length) - start,
  };
}

/** The keys that do something at a slide: a scenario with one chart has no other chart. */
export function keysAt(deck: DeckName, slides: readonly Slide[], at: number): typeof KEYS {
  const { size } = countOf(slides, at);
  return KEYS.filter(({ command }) => {
    if (command === 'further' || command === 'nearer') return size > 1;
    // A claim hides nothing but its verdict.
    return command !== 'predict' || deck === 'slide';
  });
}

/** The slide that an address names. */
export interface Address {
  deck: DeckName;
  id: string;
  /** Whether results are hidden until they are guessed. */
  predict: boolean;
  /** The ids of the slides that the presentation has, in this order; null for all. */
  only: readonly string[] | null;
}

const PREDICT = 'predict';
const ONLY = 'only=';

/**
 * The fragment of an address that leads to a slide: `#slide.ticker.p50?predict`, or of some slides
 * alone `#quiz.C1?only=C1,C3,C8`.
 */
export function fragmentOf({ deck, id, predict, only }: Address): string {
  const options = [
    ...(predict ? [PREDICT] : []),
    ...(only ? [`${ONLY}${only.map(encodeURIComponent).join(',')}`] : []),
  ];
  return `#${deck}.${encodeURIComponent(id)}${options.length > 0 ? `?${options.join('&')}` : ''}`;
}

/** The slide that a fragment names; null if it names none. */
export function addressIn(fragment: string): Address | null {
  const [path = '', text = ''] = fragment.replace(/^#/, '').split('?', 2);
  const options = text.split('&');
  const deck = DECKS.find(name => path.startsWith(`${name}.`));
  if (!deck) return null;
  try {
    const list = options.find(one => one.startsWith(ONLY))?.slice(ONLY.length);
    return {
      deck,
      id: decodeURIComponent(path.slice(deck.length + 1)),
      predict: options.includes(PREDICT),
      only: list ? list.split(',').map(decodeURIComponent) : null,
    };
  } catch {
    // A broken escape sequence.
    return null;
  }
}
