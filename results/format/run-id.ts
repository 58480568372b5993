/**
 * Whether a text is the id of a run. Ids name files and folders, and a run.json may come from
 * somebody else: nothing else than letters, digits and hyphens leads nowhere else.
 */
export const isRunId = (id: string): boolean => /^[A-Za-z0-9][A-Za-z0-9-]{0,150}$/.test(id);
