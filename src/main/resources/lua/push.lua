-- Appends a status to every live timeline among KEYS; trims one only when it outgrows its slack. Returns how many were live.
--
-- The first element of a timeline is its watermark: -n says "complete for ids above n", b... that it is being built.
-- Ids have 63 bits and Lua's numbers 53, so ids stay text; all have the same or a growing length.
local status = ARGV[1]           -- [integer] status id
local cap    = tonumber(ARGV[2]) -- [integer] entries kept after a trim
local slack  = tonumber(ARGV[3]) -- [integer] entries allowed above the cap before a trim

local function greater(a, b)
  return #a > #b or (#a == #b and a > b)
end

-- Entries come nearly, not quite, in order: the new watermark is the greatest id that goes.
local function trim(key, length)
  local gone = redis.call('LRANGE', key, 0, length - cap - 1)
  if string.sub(gone[1], 1, 1) ~= '-' then
    return
  end
  local watermark = string.sub(gone[1], 2)
  for i = 2, #gone do
    if greater(gone[i], watermark) then
      watermark = gone[i]
    end
  end
  redis.call('LTRIM', key, length - cap, -1)
  redis.call('LPUSH', key, '-' .. watermark)
end

local live = 0
for _, key in ipairs(KEYS) do
  local length = redis.call('RPUSHX', key, status)
  if length > 0 then
    live = live + 1
    if length > cap + slack + 1 then
      trim(key, length)
    end
  end
end
return live
