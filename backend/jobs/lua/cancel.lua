-- Cancels a job: at once while it is queued, at its worker's next check while it runs.
-- Returns the state that it has now; false when there is no such job.

local status = get('status')
if status == 'queued' then
  move('cancelled', '', '')
elseif status == 'running' then
  move('cancelling', '', '')
end
return get('status')
