-- What the scripts share. It stands before each of them.
--
-- The hash of a key holds the fields of its entity, '@v:<variant>' for any other value, and the control fields:
--   '@x' or '@x:<variant>'   stamp: '3 <filled> <fresh for> <stale for> <error for> <format> <cost> <load ms><+ or ->'
--   '@l' or '@l:<variant>'   lease: '<token> <deadline>', where the token is '<nonce>:<microseconds>'
--   '@m' or '@m:<variant>'   memory of changes: '<unchanged since> <kept until> <digest>'; only where the ttl is adaptive
--   '@h'                     until when the key counts as evicted recently
--   '@w'                     fences of writers: '<writer>:<deadline>', joined by spaces
-- All times are those of this server, in milliseconds unless said otherwise. The three lengths in a stamp follow one
-- another, and its cost is what the load has read, in halves of a capacity unit. Each control field fits 64 bytes, so that Redis
-- keeps an entry of short attributes as a listpack. Nodes of stored formats 1 and 2 read and write the same leases, hold-offs
-- and fences; only their stamps differ.

local key = KEYS[1]

-- Lua's unpack fails somewhere below 8,000 values.
local BATCH = 1000

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local micros = time[1] .. string.format('%06d', tonumber(time[2]))

-- A key of another type counts as absent.
local kind = redis.call('TYPE', key).ok
if kind ~= 'hash' and kind ~= 'none' then
    redis.call('DEL', key)
end

local function whole(number)
    return string.format('%.0f', number)
end

local function field(mark, variant)
    if variant == '' then
        return mark
    end
    return mark .. ':' .. variant
end

-- A time to live is lengthened, never shortened, and no key stays without one.
local function live_until(deadline)
    if redis.call('PTTL', key) < deadline - now then
        redis.call('PEXPIREAT', key, whole(deadline))
    end
end

local function milliseconds(digits)
    if #digits > 15 then
        return nil
    end
    return tonumber(digits)
end

-- The stamp in a text, nil if there is none.
local function stamp_of(text)
    if not text then
        return nil
    end
    local filled, fresh_for, stale_for, error_for, format, cost, load, sign =
        string.match(text, '^3 (%d+) (%d+) (%d+) (%d+) (%S+) (%d+) (%d+)([+-])$')
    if not filled or #cost > 15 or #load > 15 then
        return nil
    end
    filled, fresh_for = milliseconds(filled), milliseconds(fresh_for)
    stale_for, error_for = milliseconds(stale_for), milliseconds(error_for)
    if not (filled and fresh_for and stale_for and error_for) then
        return nil
    end
    return {
        filled = filled,
        fresh = filled + fresh_for,
        stale = filled + fresh_for + stale_for,
        hard = filled + fresh_for + stale_for + error_for,
        format = format,
        negative = sign == '-'
    }
end

-- Whether no reader will ever take the value: its life is over, or it comes from before the primary started.
local function is_dead(stamp, start)
    return not stamp or now >= stamp.hard or stamp.filled < start
end

-- The lease in a text, nil if there is none.
local function lease_of(text)
    if not text then
        return nil
    end
    local nonce, made, deadline = string.match(text, '^(%S+):(%d+) (%d+)$')
    if not nonce or #made > 18 or #deadline > 15 then
        return nil
    end
    return {
        token = nonce .. ':' .. made,
        nonce = nonce,
        made = tonumber(made),
        deadline = tonumber(deadline)
    }
end

-- The deadline in the text of a hold-off, zero if there is none or it is over.
local function hold_off_of(text)
    local deadline = text and string.match(text, '^%d+$') and milliseconds(text) or 0
    if now < deadline then
        return deadline
    end
    return 0
end

-- The fences in a text that are open, without that of the given writer: as text, and the latest of their deadlines.
local function open_fences(text, writer)
    local open, latest = {}, 0
    for name, digits in string.gmatch(text or '', '([^ :]+):(%d+)') do
        local deadline = milliseconds(digits)
        if name ~= writer and deadline and now < deadline then
            open[#open + 1] = name .. ':' .. digits
            latest = math.max(latest, deadline)
        end
    end
    return table.concat(open, ' '), latest
end

local function set_fences(fences)
    if fences == '' then
        redis.call('HDEL', key, '@w')
    else
        redis.call('HSET', key, '@w', fences)
    end
end
