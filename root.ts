/** The folder of this repository. */
export const ROOT = import.meta.dirname;
