-- Stores the position in the write-ahead log of an account's last write. Returns nothing.
-- Two writes may arrive in any order, so the higher position wins.
local key      = KEYS[1]
local position = ARGV[1]  -- [integer] position in bytes, not before the write. Compared as a number, which is exact up to
                          -- nine petabytes of log. An unknown position is higher than all others
local ttl      = ARGV[2]  -- [integer] milliseconds after which every replica that gets queries has replayed it

local stored = redis.call('GET', key)
if stored and tonumber(stored) > tonumber(position) then
  position = stored
end
redis.call('SET', key, position, 'PX', ttl)
