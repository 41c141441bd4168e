-- Takes permits from a rate limit: a block while much is left, single permits near the limit, so that no process hoards permits
-- that another needs. Returns the number of permits taken (0: the limit is reached), the number left, and the milliseconds until
-- the window ends.
local limit     = tonumber(ARGV[1]) -- [integer] requests per window
local window    = tonumber(ARGV[2]) -- [integer] length of the window in milliseconds
local wanted    = tonumber(ARGV[3]) -- [integer] the most permits to take
local uncounted = tonumber(ARGV[4]) -- [integer] requests already admitted that are not counted here yet

local used = tonumber(redis.call('GET', KEYS[1]) or '0') + uncounted
local taken = 0
if used < limit then
  taken = math.max(1, math.min(wanted, math.floor((limit - used) / 8)))
end
if uncounted + taken > 0 then
  redis.call('INCRBY', KEYS[1], uncounted + taken)
end
local remaining = redis.call('PTTL', KEYS[1])
if remaining < 0 then
  redis.call('PEXPIRE', KEYS[1], window)
  remaining = window
end
return { taken, math.max(0, limit - used - taken), remaining }
