-- Drops the lease of a load that stores nothing.

local nonce, variant = ARGV[1], ARGV[2]

local lease = lease_of(redis.call('HGET', key, field('@l', variant)))
if lease and lease.nonce == nonce then
    redis.call('HDEL', key, field('@l', variant))
end
return 'OK'
