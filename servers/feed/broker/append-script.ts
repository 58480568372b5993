/** The keys of a feed in Valkey or Redis. */
export const KEYS = {
  /** The name of its numbering; whoever finds none draws one. */
  epoch: 'pushlab:epoch',
  /** The newest seq of each topic. */
  seqs: 'pushlab:seqs',
  /** A stream with the notifications of all topics, in their order. */
  log: 'pushlab:log',
  /** The last batch of each server, with its seqs: one that is sent again is not stored again. */
  batches: 'pushlab:batches',
} as const;

/**
 * Numbers and stores a batch of notifications, as one step. ARGV: the epoch that the server knows,
 * its name, the number of the batch, how many notifications the log keeps; then topic and text of
 * each. Returns `lost` where the epoch is another one, else `ok` and the seqs.
 */
export const APPEND = `
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return {'lost', ''} end
local last = redis.call('HGET', KEYS[4], ARGV[2])
if last then
  local number, seqs = string.match(last, '^(%d+):(.*)$')
  if number == ARGV[3] then return {'ok', seqs} end
end
local seqs = {}
for index = 5, #ARGV, 2 do
  local seq = redis.call('HINCRBY', KEYS[2], ARGV[index], 1)
  redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[4], '*', 't', ARGV[index], 's', seq, 'n', ARGV[index + 1])
  seqs[#seqs + 1] = seq
end
local joined = table.concat(seqs, ',')
redis.call('HSET', KEYS[4], ARGV[2], ARGV[3] .. ':' .. joined)
return {'ok', joined}
`;
