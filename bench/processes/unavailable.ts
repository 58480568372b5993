/** The tool or browser that a process was to lead is not there, or is none that will do: a circumstance of the machine, and no failure of the lab. */
export class Unavailable extends Error {}
