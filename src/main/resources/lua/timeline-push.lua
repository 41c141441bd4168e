-- Appends statuses to the live timelines among KEYS and trims those that exceed their slack. Returns the number of appended ids.
--
-- The first element of a timeline is its head: -n means that the timeline is complete for ids above n; -n:m means in addition that
-- an id greater than m has no smaller id behind it; b... means that the timeline is being built. Readers fetch the tail, and m
-- tells them down to which id the tail is sorted.
-- Ids have 63 bits and Lua numbers only 53, so ids remain text and are compared by length first.
local cap   = tonumber(ARGV[1]) -- [integer] entries that remain after a trim
local slack = tonumber(ARGV[2]) -- [integer] entries allowed above the cap before a trim
                                -- ARGV[3...]: runs of consecutive keys that get the same ids: number of keys, number of
                                -- ids, and the ids, oldest first

local function greater(a, b)
  return #a > #b or (#a == #b and a > b)
end

-- Trims a timeline. The new watermark is the greatest removed id.
local function trim(key, length)
  local removed = redis.call('LRANGE', key, 0, length - cap - 1)
  local watermark, disorder = string.match(removed[1], '^%-(%d+):?(%d*)$')
  if not watermark then
    return
  end
  for i = 2, #removed do
    if greater(removed[i], watermark) then
      watermark = removed[i]
    end
  end
  redis.call('LTRIM', key, length - cap, -1)
  redis.call('LPUSH', key, '-' .. watermark .. (greater(disorder, watermark) and ':' .. disorder or ''))
end

-- Raises m to the last id, behind which a smaller one was appended. The greatest id is either the last one or m, so the ids before
-- the last need no comparison.
local function raise_disorder(key, last)
  local watermark, disorder = string.match(redis.call('LINDEX', key, 0), '^%-(%d+):?(%d*)$')
  if watermark and greater(last, disorder) then
    redis.call('LSET', key, 0, '-' .. watermark .. ':' .. last)
  end
end

local delivered = 0
local key, at = 1, 3
while at < #ARGV do
  local keys, ids = tonumber(ARGV[at]), tonumber(ARGV[at + 1])
  local oldest = ARGV[at + 2]
  for i = key, key + keys - 1 do
    local length
    if ids == 1 then
      length = redis.call('RPUSHX', KEYS[i], oldest)
    else
      length = redis.call('RPUSHX', KEYS[i], unpack(ARGV, at + 2, at + 1 + ids))
    end
    if length > 0 then
      delivered = delivered + ids
      if length > ids + 1 then
        local last = redis.call('LINDEX', KEYS[i], -ids - 1)
        if greater(last, oldest) then
          raise_disorder(KEYS[i], last)
        end
      end
      if length > cap + slack + 1 then
        trim(KEYS[i], length)
      end
    end
  end
  key = key + keys
  at = at + 2 + ids
end
return delivered
