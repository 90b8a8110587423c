-- Heartbeat of a worker. ARGV: 3 token, 4 lease in ms. Returns the state (`cancelling` asks to stop), or 'fenced'.
-- An expired lease is renewed unless another worker has claimed the job.

if not owned_by(ARGV[3]) then
  return 'fenced'
end
redis.call('HSET', job, 'lease_until', now + ARGV[4])
return get('status')
