-- Announces a write: drops all values and leases of a key and opens a fence. A put gets the token of its fill, unless
-- another fence is open. A primary that started recently may have lost one.

local writer, length, put, variant = ARGV[1], tonumber(ARGV[2]), ARGV[3], ARGV[4]
local start, others_length = tonumber(ARGV[5]), tonumber(ARGV[6])

local control = redis.call('HMGET', key, '@h', '@w')
local hold_off = hold_off_of(control[1])
local others, fenced_until = open_fences(control[2], writer)
local deadline = whole(now + length)

redis.call('DEL', key)
set_fences((others == '' and '' or others .. ' ') .. writer .. ':' .. deadline)
if hold_off > 0 then
    redis.call('HSET', key, '@h', whole(hold_off))
end

local token = ''
if put == '1' and others == '' and now >= start + others_length then
    token = writer .. ':' .. micros
    redis.call('HSET', key, field('@l', variant), token .. ' ' .. deadline)
end
live_until(math.max(now + length, fenced_until, hold_off))
return token
