-- Changes the state of a task and lengthens the lease of its leader, if the node still leads. The hash is that of 'lead'. The
-- arguments after the first four are names of the state, each followed by '+<text>', or by '-' to remove it.

local key, node, lease, ttl = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local FIRST = 4

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local leader = redis.call('HMGET', key, '@n', '@d')
if leader[1] ~= node or now >= (tonumber(leader[2]) or 0) then
    return 0
end

for i = FIRST, #ARGV, 2 do
    local name, change = '=' .. ARGV[i], ARGV[i + 1]
    if change == '-' then
        redis.call('HDEL', key, name)
    else
        redis.call('HSET', key, name, string.sub(change, 2))
    end
end
redis.call('HSET', key, '@d', string.format('%.0f', now + lease))
redis.call('PEXPIRE', key, math.max(ttl, lease))
return 1
