-- Puts values where the lease to do so still lies: whoever changed what they show has taken it away. Returns how many it put.
local lease  = ARGV[1] -- [text] as cache-lease.lua was given it
                       -- ARGV[2...]: for each key a value and its lifetime in milliseconds
local nobody = '----------------'

local put = 0
for i, key in ipairs(KEYS) do
  local held = redis.call('GETRANGE', key, 0, 31)
  if string.sub(held, 1, 16) == lease then
    redis.call('SET', key, nobody .. string.sub(held, 17) .. ARGV[2 * i], 'PX', ARGV[2 * i + 1])
    put = put + 1
  end
end
return put
