-- Remembers where in the database's log somebody wrote last. Returns nothing.
-- Two writes of theirs may be told in any order, so the further place stays.
local key      = KEYS[1]
local position = ARGV[1]  -- [integer] bytes of log before the end of the write. Compared as numbers, which are exact up to
                          -- nine petabytes of log; above all of them is the place that nobody knows
local keep     = ARGV[2]  -- [integer] milliseconds after which every replica that is still asked has it

local known = redis.call('GET', key)
if known and tonumber(known) > tonumber(position) then
  position = known
end
redis.call('SET', key, position, 'PX', keep)
