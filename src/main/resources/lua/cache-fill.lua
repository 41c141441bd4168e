-- Stores values for which the caller still holds the lease; an invalidation removes it. Returns the number of stored values.
local lease    = ARGV[1] -- [text] the lease given to cache-lease.lua
                         -- ARGV[2...]: for each key a value and its lifetime in milliseconds
local no_lease = '----------------'

local stored = 0
for i, key in ipairs(KEYS) do
  local header = redis.call('GETRANGE', key, 0, 31)
  if string.sub(header, 1, 16) == lease then
    redis.call('SET', key, no_lease .. string.sub(header, 17) .. ARGV[2 * i], 'PX', ARGV[2 * i + 1])
    stored = stored + 1
  end
end
return stored
