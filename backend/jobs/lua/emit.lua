-- Adds an event to the job's stream. ARGV: 3 token, 4 number of the event in this attempt, 5 type, 6 at (ms), 7 data (JSON),
-- 8 dedupe_key, 9 step, then pairs of fields of the record and their values.
-- The number drops an event that is sent again because its answer was lost; the dedupe key ('' = none) drops what an
-- earlier attempt has reported already: of one key, only increasing steps are kept.
-- Returns the state, or 'fenced'.

local token, number, dedupe_key, step = ARGV[3], tonumber(ARGV[4]), ARGV[8], tonumber(ARGV[9])

if not owned_by(token) then
  return 'fenced'
end
local delivered = 'delivered:' .. token
if number <= tonumber(redis.call('HGET', dedupe, delivered) or '0') then
  return get('status')
end
redis.call('HSET', dedupe, delivered, number)
if dedupe_key ~= '' then
  if step <= tonumber(redis.call('HGET', dedupe, dedupe_key) or '-1') then
    return get('status')
  end
  redis.call('HSET', dedupe, dedupe_key, step)
end
if #ARGV > 9 then
  redis.call('HSET', job, unpack(ARGV, 10))
end
append(ARGV[5], ARGV[7], ARGV[6])
return get('status')
