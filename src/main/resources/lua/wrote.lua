-- Remembers where in the database's log somebody wrote last. Returns the place that is remembered now.
-- Two writes of theirs may be told in any order, so the further place stays.
local key      = KEYS[1]
local position = ARGV[1]  -- [integer] bytes of log before the end of the write; below 2^53, which is nine petabytes
local keep     = ARGV[2]  -- [integer] milliseconds after which every replica that is still asked has it

local known = redis.call('GET', key)
if known and tonumber(known) > tonumber(position) then
  position = known
end
redis.call('SET', key, position, 'PX', keep)
return tonumber(position)
