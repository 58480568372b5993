/** The folder that this repository lies in. */
export const ROOT = import.meta.dirname;
