/**
 * The tool or browser of a process is missing or unsuitable: a property of the machine, and no
 * failure of the lab.
 */
export class Unavailable extends Error {}
