-- Deletes a job that has ended. Returns the state that it had; false when there is no such job.

local status = get('status')
if status and TERMINAL[status] then
  redis.call('DEL', job, stream, dedupe)
  redis.call('ZREM', index, id)
end
return status
