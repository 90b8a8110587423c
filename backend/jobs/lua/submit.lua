-- Creates a queued job. KEYS[8] remembers the Idempotency-Key, KEYS[9] counts jobs.
-- ARGV: 3 kind, 4 name, 5 params (JSON), 6 hash of these, 7 most queued jobs, 8 '1' with an Idempotency-Key, 9 its time to live in s,
-- 10 who starts it.
-- Returns {'created' | 'known', id}, {'other_body'} or {'full'}.

local remembered, counter = KEYS[8], KEYS[9]
local with_key = ARGV[8] == '1'

if redis.call('EXISTS', job) == 1 then
  return { 'created', id } -- this very call, sent again because its answer was lost
end

if with_key then
  local hash, known = unpack(redis.call('HMGET', remembered, 'hash', 'id'))
  if known and redis.call('ZSCORE', index, known) then
    if hash ~= ARGV[6] then
      return { 'other_body' }
    end
    return { 'known', known }
  end
end

if redis.call('ZCARD', queue) >= tonumber(ARGV[7]) then
  return { 'full' }
end

local sequence = redis.call('INCR', counter)
redis.call('HSET', job, 'id', id, 'kind', ARGV[3], 'name', ARGV[4], 'started_by', ARGV[10], 'params', ARGV[5], 'status', 'queued', 'reason', '', 'detail', '',
  'attempt', 0, 'token', 0, 'running_ms', 0, 'sequence', sequence, 'created_at', now, 'sent_at', now)
redis.call('ZADD', index, sequence, id)
redis.call('ZADD', queue, sequence, id)
announce('queued', '', '')
if with_key then
  redis.call('HSET', remembered, 'hash', ARGV[6], 'id', id)
  redis.call('EXPIRE', remembered, ARGV[9])
end
return { 'created', id }
