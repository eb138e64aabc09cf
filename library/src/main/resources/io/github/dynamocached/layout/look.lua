-- Says what lies under a key, and changes nothing. It stands alone: what the other scripts share deletes a key of another
-- type. Answers the start that it was told, its time, the time left to the key, and name by name the text of each control
-- field and the length of any other.

local key, start = KEYS[1], ARGV[1]
local BATCH = 1000

local time = redis.call('TIME')
local answer = { start, time[1], time[2], tostring(redis.call('PTTL', key)) }

local function is_control(name)
    local mark = string.sub(name, 1, 2)
    return (mark == '@x' or mark == '@l' or mark == '@m' or mark == '@h' or mark == '@w')
        and (#name == 2 or string.sub(name, 3, 3) == ':')
end

if redis.call('TYPE', key).ok == 'hash' then
    local names = redis.call('HKEYS', key)
    for first = 1, #names, BATCH do
        local last = math.min(first + BATCH - 1, #names)
        for i, value in ipairs(redis.call('HMGET', key, unpack(names, first, last))) do
            local name = names[first + i - 1]
            answer[#answer + 1] = name
            answer[#answer + 1] = is_control(name) and value or tostring(#value)
        end
    end
end
return answer
