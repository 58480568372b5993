/**
 * The child's end of a process that the bench started: its configuration, its messages, and its end, which is at the
 * latest the end of the bench.
 */
export function childProcess<Config, Incoming extends { type: string }, Outgoing>(
  onMessage: (message: Incoming) => void,
): { config: Config; send: (message: Outgoing) => void } {
  const config = JSON.parse(process.argv[2] ?? 'null') as Config;
  const send = (message: Outgoing) => void process.send?.(message as object);
  // The bench is gone, however it went: nobody is left to measure for.
  process.on('disconnect', () => process.exit());
  process.on('message', message => {
    const incoming = message as Incoming;
    if (incoming.type === 'stop') process.exit();
    onMessage(incoming);
  });
  return { config, send };
}
