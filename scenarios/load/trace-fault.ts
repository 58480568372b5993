/** Makes the error of one line about a trace, with a line number where there is one. */
export type TraceFault = (why: string, line?: number) => Error;

/** The errors about the trace of this name. */
export const faultOf =
  (name: string): TraceFault =>
  (why, line) =>
    new Error(`trace ${name}${line === undefined ? '' : `, line ${line}`}: ${why}`);
