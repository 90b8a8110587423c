-- A person wants the job to end: at once while it waits, at its worker's next look while it runs.
-- Returns the state that it has now; false when there is no such job.

local status = get('status')
if status == 'queued' then
  move('cancelled', '', '')
elseif status == 'running' then
  move('cancelling', '', '')
end
return get('status')
