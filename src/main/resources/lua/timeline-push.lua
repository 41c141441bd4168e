-- Appends statuses to every live timeline among KEYS; trims one only when it outgrows its slack. Returns the deliveries.
--
-- The first element of a timeline is its head: -n says "complete for ids above n", -n:m as well "what is greater than m has
-- nothing smaller behind it", b... that it is being built. Readers fetch the tail and know by m what it is good for.
-- Ids have 63 bits and Lua's numbers 53, so ids stay text; all have the same or a growing length.
local cap   = tonumber(ARGV[1]) -- [integer] entries kept after a trim
local slack = tonumber(ARGV[2]) -- [integer] entries allowed above the cap before a trim
                                -- ARGV[3...]: runs of keys that are told the same: how many keys, how many ids, and the ids,
                                -- the oldest first

local function greater(a, b)
  return #a > #b or (#a == #b and a > b)
end

-- The new watermark is the greatest id that goes.
local function trim(key, length)
  local gone = redis.call('LRANGE', key, 0, length - cap - 1)
  local watermark, disorder = string.match(gone[1], '^%-(%d+):?(%d*)$')
  if not watermark then
    return
  end
  for i = 2, #gone do
    if greater(gone[i], watermark) then
      watermark = gone[i]
    end
  end
  redis.call('LTRIM', key, length - cap, -1)
  redis.call('LPUSH', key, '-' .. watermark .. (greater(disorder, watermark) and ':' .. disorder or ''))
end

-- What came last is the greatest of all, or m is: so nobody has to look further back.
local function disorder(key, last)
  local watermark, before = string.match(redis.call('LINDEX', key, 0), '^%-(%d+):?(%d*)$')
  if watermark and greater(last, before) then
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
          disorder(KEYS[i], last)
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
