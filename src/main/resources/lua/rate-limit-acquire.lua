-- Takes some of what is left of a rate limit. Far from the limit a block at once, near it one by one, so that no instance
-- holds back what another could use. Returns how many were taken (0: the limit is reached), how many are left after that,
-- and the milliseconds until the window ends.
local most   = tonumber(ARGV[1]) -- [integer] requests the window has room for
local window = tonumber(ARGV[2]) -- [integer] its length in milliseconds
local wanted = tonumber(ARGV[3]) -- [integer] how many to take at most
local owed   = tonumber(ARGV[4]) -- [integer] requests let in before without being written down

local used = tonumber(redis.call('GET', KEYS[1]) or '0') + owed
local take = 0
if used < most then
  take = math.max(1, math.min(wanted, math.floor((most - used) / 8)))
end
if owed + take > 0 then
  redis.call('INCRBY', KEYS[1], owed + take)
end
local rest = redis.call('PTTL', KEYS[1])
if rest < 0 then
  redis.call('PEXPIRE', KEYS[1], window)
  rest = window
end
return { take, math.max(0, most - used - take), rest }
