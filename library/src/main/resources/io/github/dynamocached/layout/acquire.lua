-- Asks for the right to fill a slot. A refresh names the stamp that it saw, a miss names none. A call that only asks for
-- evictions names a stamp that no value has.

local seen, nonce = ARGV[1], ARGV[2]
local length, hold_off, start = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local fence, format, variant = tonumber(ARGV[6]), ARGV[7], ARGV[8]
local FIRST_FIELD = 9

local control = redis.call('HMGET', key, field('@x', variant), field('@l', variant), '@h', '@w')

local stamp = stamp_of(control[1])
if is_dead(stamp, start) or stamp.format ~= format then
    stamp = nil
end

local function has_fields()
    for first = FIRST_FIELD, #ARGV, BATCH do
        local last = math.min(first + BATCH - 1, #ARGV)
        for _, value in ipairs(redis.call('HMGET', key, unpack(ARGV, first, last))) do
            if value then
                return true
            end
        end
    end
    return false
end

-- An absence has no fields, so a stamp that says so beside some is spoilt.
if stamp and stamp.negative and has_fields() then
    stamp = nil
end

local function hit()
    local answer = { 'HIT', whole(now), control[1] }
    if not stamp.negative then
        for first = FIRST_FIELD, #ARGV, BATCH do
            local last = math.min(first + BATCH - 1, #ARGV)
            for _, value in ipairs(redis.call('HMGET', key, unpack(ARGV, first, last))) do
                answer[#answer + 1] = value
            end
        end
    end
    return answer
end

local consistent = '0'
if hold_off_of(control[3]) > 0 or now < start + hold_off then
    consistent = '1'
end

if seen == '' then
    if stamp and now < stamp.fresh then
        return hit()
    end
elseif not stamp or now >= stamp.stale then
    return { 'GONE', consistent }
elseif control[1] ~= seen then
    return hit()
end

-- A primary that started recently may have lost a fence.
local fences, fenced_until = open_fences(control[4])
if fence > 0 then
    fenced_until = math.max(fenced_until, start + fence)
end
if now < fenced_until then
    return { 'BYPASS', whole(fenced_until - now), consistent }
end

local lease = lease_of(control[2])
if lease and now < lease.deadline then
    if lease.nonce ~= nonce then
        return { 'WAIT', whole(lease.deadline - now), consistent }
    end
    return { 'LEASE', lease.token, consistent }
end

if control[4] then
    set_fences(fences)
end
local token = nonce .. ':' .. micros
redis.call('HSET', key, field('@l', variant), token .. ' ' .. whole(now + length))
live_until(now + length)
return { 'LEASE', token, consistent }
