-- A running job returns to the queue: its worker drains (`count_attempt` = '0'), or is lost (`count_attempt` = '1').
-- ARGV: 3 token, 4 count_attempt, 5 reason, 6 detail, 7 most attempts, 8 '1' to do so only when the lease has expired.
-- Returns the state that it has now, 'fenced', or 'leased'.

local count_attempt, only_expired = ARGV[4] == '1', ARGV[8] == '1'

if not owned_by(ARGV[3]) then
  return 'fenced'
end
if only_expired and get_number('lease_until') > now then
  return 'leased'
end
if get('status') == 'cancelling' then
  move('cancelled', '', '')
elseif count_attempt and get_number('attempt') >= tonumber(ARGV[7]) then
  move('failed', 'crash_loop', 'The training process died ' .. get('attempt') .. ' times. ' .. ARGV[6])
else
  if not count_attempt then
    redis.call('HINCRBY', job, 'attempt', -1)
  end
  move('queued', ARGV[5], ARGV[6])
end
return get('status')
