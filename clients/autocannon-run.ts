import autocannon from 'autocannon';

/** autocannon under way. */
export interface AutocannonRun {
  instance: autocannon.Instance;
  /** Resolves when it has ended, by its time or because it was stopped. */
  result: Promise<autocannon.Result>;
}

/** Starts autocannon. What its promise would give beside its events, its types only give with a callback. */
export function startAutocannon(options: autocannon.Options): AutocannonRun {
  const { promise: result, resolve, reject } = Promise.withResolvers<autocannon.Result>();
  result.catch(() => {}); // Said where it is waited for.
  const instance = autocannon(options, (error, ended) => {
    if (error) reject(error);
    else resolve(ended);
  });
  return { instance, result };
}
