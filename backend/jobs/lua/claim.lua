-- A worker takes a queued job. ARGV: 3 worker, 4 lease in ms.
-- Returns the new fencing token, or false when the job is not queued.

if get('status') ~= 'queued' then
  return false
end
local token = redis.call('HINCRBY', job, 'token', 1)
redis.call('HINCRBY', job, 'attempt', 1)
redis.call('HSET', job, 'worker', ARGV[3], 'lease_until', now + ARGV[4], 'claimed_at', now)
redis.call('HSETNX', job, 'started_at', now)
move('running', '', '')
return token
