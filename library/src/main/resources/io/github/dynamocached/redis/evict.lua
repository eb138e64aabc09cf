-- Drops all values and leases of a key and begins its hold-off.

local hold_off = tonumber(ARGV[1])

-- DEL comes first: it passes at the limit of memory, and so does what follows it.
redis.call('DEL', key)
if hold_off > 0 then
    redis.call('HSET', key, '@h', whole(now + hold_off))
    live_until(now + hold_off)
end
return 'OK'
