-- Prepended to every other script: the keys, the table of state transitions, and the only function that changes a state.
-- KEYS and ARGV[1..2] are the same for every script; each script has its own ARGV from 3 on.

local job, stream, dedupe, queue, active, index, feed = unpack(KEYS)
local id = ARGV[1]
local stream_length = ARGV[2]

local FEED_LENGTH = 10000

local NEXT = {
  queued = { running = true, cancelled = true },
  running = { queued = true, cancelling = true, succeeded = true, failed = true },
  cancelling = { cancelled = true },
}
local TERMINAL = { succeeded = true, failed = true, cancelled = true }

-- Redis' own clock: a wrong clock on a worker cannot affect a lease.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)

local function get(field)
  return redis.call('HGET', job, field)
end

local function get_number(field)
  return tonumber(get(field) or '0')
end

local function append(type, data, at)
  local entry = redis.call('XADD', stream, 'MAXLEN', '~', stream_length, '*', 'type', type, 'at', at, 'data', data)
  redis.call('XADD', feed, 'MAXLEN', '~', FEED_LENGTH, '*', 'job', id, 'id', entry, 'type', type, 'at', at, 'data', data)
end

-- The worker that claimed last, of a job that still runs.
local function owned_by(token)
  local status = get('status')
  return get('token') == token and (status == 'running' or status == 'cancelling')
end

local function announce(status, reason, detail)
  append('state', cjson.encode({
    status = status,
    attempt = get_number('attempt'),
    reason = reason ~= '' and reason or cjson.null,
    detail = detail ~= '' and detail or cjson.null,
  }), now)
end

local function stop_the_clock()
  local claimed_at = get('claimed_at')
  if claimed_at then
    redis.call('HINCRBY', job, 'running_ms', now - claimed_at)
    redis.call('HDEL', job, 'claimed_at', 'lease_until')
  end
end

-- Every state transition. Returns false, and changes nothing, when the transition is not allowed.
local function move(to, reason, detail)
  local from = get('status')
  if not (from and NEXT[from] and NEXT[from][to]) then
    return false
  end
  redis.call('HSET', job, 'status', to, 'reason', reason, 'detail', detail)
  if from == 'queued' then
    redis.call('ZREM', queue, id)
  end
  if to == 'running' then
    redis.call('SADD', active, id)
  elseif to == 'queued' then
    stop_the_clock()
    redis.call('SREM', active, id)
    redis.call('HDEL', job, 'worker')
    redis.call('ZADD', queue, get('sequence'), id)
    redis.call('HSET', job, 'sent_at', now)
  elseif TERMINAL[to] then
    stop_the_clock()
    redis.call('SREM', active, id)
    redis.call('HSET', job, 'finished_at', now)
  end
  announce(to, reason, detail)
  return true
end
