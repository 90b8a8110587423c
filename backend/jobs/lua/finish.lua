-- The owner ends its job. ARGV: 3 token, 4 state, 5 reason, 6 detail.
-- A job that is being cancelled ends as cancelled, whatever its worker reports.
-- Returns the state that it has now, 'fenced', or 'rejected'.

if not owned_by(ARGV[3]) then
  -- The same call, sent again because its answer was lost, finds what it did itself.
  if get('token') == ARGV[3] and get('status') == ARGV[4] then
    return ARGV[4]
  end
  return 'fenced'
end
if get('status') == 'cancelling' then
  move('cancelled', '', '')
elseif not (TERMINAL[ARGV[4]] and move(ARGV[4], ARGV[5], ARGV[6])) then
  return 'rejected'
end
return get('status')
