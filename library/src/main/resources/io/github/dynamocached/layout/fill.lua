-- Stores a value if its token is still in the hash. That of a writer ends its fence and begins a hold-off.

local token, start, max_variants, variant = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), ARGV[4]
local fresh_for, stale_for, error_for = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7])
local format, load, sign = ARGV[8], ARGV[9], ARGV[10]
local writer, hold_off = ARGV[11], tonumber(ARGV[12])
local absent_for, ends = tonumber(ARGV[13]), ARGV[14]
local cost = ARGV[15]
local digest, share, minimum = ARGV[16], tonumber(ARGV[17]), tonumber(ARGV[18])
local FIRST_FIELD = 19

-- begin of the token check
local lease = lease_of(redis.call('HGET', key, field('@l', variant)))
if not lease or lease.token ~= token or lease.made < start * 1000 then
    return 'REJECTED'
end
-- end of the token check

-- Everything below runs over the names of all fields, because a value that is replaced takes all its fields along.
local names = redis.call('HKEYS', key)

local function starts_with(name, mark)
    return string.sub(name, 1, #mark) == mark
end

local function is_attribute(name)
    return not starts_with(name, '@') or starts_with(name, '@@') or name == '@r'
end

-- The variant that a control field with the given mark belongs to, nil for any other field.
local function variant_of(name, mark)
    if name == mark then
        return ''
    end
    if starts_with(name, mark .. ':') then
        return string.sub(name, #mark + 2)
    end
    return nil
end

local function for_each_with_value(fields, action)
    for first = 1, #fields, BATCH do
        local last = math.min(first + BATCH - 1, #fields)
        for i, value in ipairs(redis.call('HMGET', key, unpack(fields, first, last))) do
            action(fields[first + i - 1], value)
        end
    end
end

local stamps, leases, memories = {}, {}, {}
for _, name in ipairs(names) do
    if variant_of(name, '@x') and name ~= field('@x', variant) then
        stamps[#stamps + 1] = name
    elseif variant_of(name, '@l') then
        leases[#leases + 1] = name
    elseif variant_of(name, '@m') then
        memories[#memories + 1] = name
    end
end

-- When the items of the value end by themselves: the next end is that of the value. One item that has ended is an
-- absence, for which absent_for is zero or more; what ended longer ago than DynamoDB looks at has no end.
local FIVE_YEARS = 1826 * 24 * 3600 * 1000
local next_end, has_ended = math.huge, false
for digits in string.gmatch(ends, '%d+') do
    local ending = tonumber(digits)
    if now < ending then
        next_end = math.min(next_end, ending)
    elseif absent_for >= 0 and now - ending < FIVE_YEARS then
        has_ended = true
    end
end

local living, dropped, dead_variants = 0, {}, {}
for_each_with_value(stamps, function(name, value)
    if is_dead(stamp_of(value), start) then
        dead_variants[variant_of(name, '@x')] = true
        dropped[#dropped + 1] = name
    else
        living = living + 1
    end
end)
for_each_with_value(leases, function(name, value)
    local other = lease_of(value)
    if name == field('@l', variant) or not other or now >= other.deadline then
        dropped[#dropped + 1] = name
    end
end)

-- Since when the value is known to be as it is. What is kept for longer than its time tells nothing.
local unchanged_since = now
for_each_with_value(memories, function(name, value)
    local since, kept_until, known = string.match(value, '^(%d+) (%d+) (%x+)$')
    since, kept_until = milliseconds(since or ''), milliseconds(kept_until or '')
    if not since or not kept_until or now >= kept_until then
        dropped[#dropped + 1] = name
    elseif name == field('@m', variant) and known == digest then
        unchanged_since = math.min(now, since)
    end
end)

local result = living < max_variants and 'STORED' or 'TOO_MANY_VARIANTS'
if has_ended then
    fresh_for, stale_for, error_for, sign = result == 'STORED' and absent_for or 0, 0, 0, '-'
    result = 'ENDED'
end
if digest ~= '' and result == 'STORED' then
    fresh_for = math.min(fresh_for, math.max(minimum, math.floor(share * (now - unchanged_since))))
end
local fresh = math.min(now + fresh_for, next_end)
local stale = math.min(now + fresh_for + stale_for, next_end)
local hard = math.min(now + fresh_for + stale_for + error_for, next_end)

local accepted = result ~= 'TOO_MANY_VARIANTS'
local written = {}
if accepted then
    dead_variants[variant] = true
    if now == hard then
        dropped[#dropped + 1] = field('@x', variant)
    end
    if sign == '-' then
        dropped[#dropped + 1] = field('@m', variant)
    end
end
if result == 'STORED' then
    for i = FIRST_FIELD, #ARGV, 2 do
        written[ARGV[i]] = true
    end
end

for _, name in ipairs(names) do
    local owner = is_attribute(name) and '' or (starts_with(name, '@v:') and string.sub(name, 4)) or nil
    if owner and dead_variants[owner] and not written[name] then
        dropped[#dropped + 1] = name
    end
end

-- HSET comes first, so that a server without memory refuses the fill before it has changed anything.
if accepted and now < hard then
    local stamp = table.concat({
        '3', whole(now), whole(fresh - now), whole(stale - fresh), whole(hard - stale), format, cost, load .. sign
    }, ' ')
    redis.call('HSET', key, field('@x', variant), stamp)
end
if result == 'STORED' then
    for first = FIRST_FIELD, #ARGV, BATCH do
        redis.call('HSET', key, unpack(ARGV, first, math.min(first + BATCH - 1, #ARGV)))
    end
end
for first = 1, #dropped, BATCH do
    redis.call('HDEL', key, unpack(dropped, first, math.min(first + BATCH - 1, #dropped)))
end
if accepted then
    set_fences((open_fences(redis.call('HGET', key, '@w'), writer)))
    if hold_off > 0 then
        redis.call('HSET', key, '@h', whole(now + hold_off))
    end
    live_until(math.max(hard, now + hold_off))
end
if result == 'STORED' and digest ~= '' then
    -- The next fill has to find it, although the value is past its life by then.
    local kept_until = hard + fresh - now
    redis.call('HSET', key, field('@m', variant), whole(unchanged_since) .. ' ' .. whole(kept_until) .. ' ' .. digest)
    live_until(kept_until)
    return 'STORED ' .. whole(fresh - now)
end
return result
