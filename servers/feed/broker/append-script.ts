/** The keys of a feed in Valkey or Redis. */
export const KEYS = {
  /** The name of its numbering; whoever finds none draws one. */
  epoch: 'pushlab:epoch',
  /** The newest seq of each topic. */
  seqs: 'pushlab:seqs',
  /** A stream with the notifications of all topics, in their order. */
  log: 'pushlab:log',
} as const;

/** The last batch of a server, with its seqs: one that is sent again is not stored again. */
export const batchKeyOf = (server: string): string => `pushlab:batch:${server}`;

/** A server that is silent for longer has ended. */
const BATCH_SECONDS = 86_400;

/**
 * Numbers and stores a batch of notifications, as one step. ARGV: the epoch that the server knows,
 * the number of the batch, how many notifications the log keeps; then topic and text of each.
 * Returns `lost` where the epoch is another one, else `ok` and the seqs.
 */
export const APPEND = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return {'lost', ''} end
local last = redis.call('GET', KEYS[4])
if last then
  local number, seqs = string.match(last, '^(%d+):(.*)$')
  if tonumber(number) >= tonumber(ARGV[2]) then return {'ok', seqs} end
end
local seqs = {}
for index = 4, #ARGV, 2 do
  local topic = ARGV[index]
  local seq = redis.call('HINCRBY', KEYS[2], topic, 1)
  redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[3], '*',
    'e', ARGV[1], 't', topic, 's', seq, 'n', ARGV[index + 1])
  seqs[#seqs + 1] = seq
end
local joined = table.concat(seqs, ',')
redis.call('SET', KEYS[4], ARGV[2] .. ':' .. joined, 'EX', ${BATCH_SECONDS})
return {'ok', joined}
`;

/**
 * Begins a new epoch where the numbers went back though the epoch stayed, as after a restart from
 * an older copy. ARGV: the epoch that the server knows, and the one to take in its place.
 */
export const RENEW = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2]) end
return redis.call('GET', KEYS[1])
`;
