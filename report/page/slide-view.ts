import type { Slide } from '../lecture/deck.ts';

/** What a slide shows, and what it does with a key of its own. */
export interface SlideView extends Slide {
  /** Above the title, and the title. */
  where: string;
  title: string;
  /** Fills the slide. `again` shows the slide anew after its state changed. */
  fill(body: HTMLElement, predict: boolean, again: () => void): void;
  /** Goes on within the slide; false where there is nothing more to show. */
  goOn(predict: boolean): boolean;
  /** Goes back within the slide; false at its begin. */
  goBack?(predict: boolean): boolean;
  /** Draws its chart again, after a change of size or colours. */
  redraw?(body: HTMLElement): void;
  /** Answers a question by its number, from 1; false where it has no such answer. */
  answer?(number: number): boolean;
}
