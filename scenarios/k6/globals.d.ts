/** The parts of the global console that k6 has and @types/k6 does not declare. */
declare const console: { log(text: string): void; error(text: string): void };
