-- Is the wake-up of a queued job lost? ARGV: 3 age in ms from which it counts as lost. Returns 1 to one caller, 0 to the others.

if get('status') ~= 'queued' or now - get_number('sent_at') < tonumber(ARGV[3]) then
  return 0
end
redis.call('HSET', job, 'sent_at', now)
return 1
