-- Adds an event to the job's stream. ARGV: 3 token, 4 number of the event in this attempt, 5 type, 6 at (ms), 7 data (JSON),
-- 8 mark, 9 step, then pairs of fields of the record and their values.
-- The number drops an event that is sent again because its answer was lost; the mark ('' = none) drops what an
-- earlier attempt has said already: of one mark, only growing steps are kept.
-- Returns the state, or 'fenced'.

local token, number, mark, step = ARGV[3], tonumber(ARGV[4]), ARGV[8], tonumber(ARGV[9])

if not owned_by(token) then
  return 'fenced'
end
local delivered = 'delivered:' .. token
if number <= tonumber(redis.call('HGET', marks, delivered) or '0') then
  return get('status')
end
redis.call('HSET', marks, delivered, number)
if mark ~= '' then
  if step <= tonumber(redis.call('HGET', marks, mark) or '-1') then
    return get('status')
  end
  redis.call('HSET', marks, mark, step)
end
if #ARGV > 9 then
  redis.call('HSET', job, unpack(ARGV, 10))
end
append(ARGV[5], ARGV[7], ARGV[6])
return get('status')
