-- Drops all values and leases of a key, begins its hold-off, and ends the fence of a writer. Other fences stay.

local hold_off, writer = tonumber(ARGV[1]), ARGV[2]

local fences, fenced_until = open_fences(redis.call('HGET', key, '@w'), writer)

-- DEL comes first: it passes at the limit of memory, and so does what follows it.
redis.call('DEL', key)
if fences ~= '' then
    set_fences(fences)
    live_until(fenced_until)
end
if hold_off > 0 then
    redis.call('HSET', key, '@h', whole(now + hold_off))
    live_until(now + hold_off)
end
return 'OK'
