/** What k6 has of the usual global console, and @types/k6 does not name. */
declare const console: { log(text: string): void; error(text: string): void };
