/** One reason to doubt the run, with what the run itself shows about it. */
export interface Threat {
  title: string;
  text: string;
  /** Whether it affects this run. */
  touched: boolean;
}
