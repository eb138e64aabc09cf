-- Becomes or stays the leader of a task unless another node leads it. Answers the state of the task, names and texts in turn,
-- or nothing if another node leads.
--
-- The hash of a task holds '@n', the node that leads, '@d', until when, and '=<name>' for each text of its state. All times
-- are those of this server, in milliseconds.

local key, node, lease = KEYS[1], ARGV[1], tonumber(ARGV[2])

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)

local leader = redis.call('HMGET', key, '@n', '@d')
if leader[1] and leader[1] ~= node and now < (tonumber(leader[2]) or 0) then
    return false
end

redis.call('HSET', key, '@n', node, '@d', string.format('%.0f', now + lease))
if redis.call('PTTL', key) < lease then
    redis.call('PEXPIRE', key, lease)
end

local state = {}
local all = redis.call('HGETALL', key)
for i = 1, #all, 2 do
    if string.sub(all[i], 1, 1) == '=' then
        state[#state + 1] = string.sub(all[i], 2)
        state[#state + 1] = all[i + 1]
    end
end
return state
