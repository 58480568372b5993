/**
 * The child's side of a process that the bench started: its configuration, its messages, and its
 * end. It ends with the bench at the latest.
 */
export function childProcess<Config, Incoming extends { type: string }, Outgoing>(
  onMessage: (message: Incoming) => void,
): { config: Config; send: (message: Outgoing) => void } {
  const config = JSON.parse(process.argv[2] ?? 'null') as Config;
  const send = (message: Outgoing) => void process.send?.(message as object);
  // The bench has ended, so there is nothing to measure for.
  process.on('disconnect', () => process.exit());
  process.on('message', message => {
    const incoming = message as Incoming;
    if (incoming.type === 'stop') process.exit();
    onMessage(incoming);
  });
  return { config, send };
}
