-- Reads shared cache entries. Takes the lease of a missing entry, and of one that expires soon, unless another caller holds it.
-- Returns two elements for each key except the first: a state and the value.
--
-- An entry consists of a lease and a generation, 16 bytes each, and a value, which is absent while the entry is being loaded. An
-- entry is valid only in the generation that the first key contains. A new generation takes the text of the lease, since that is
-- random.
local lease         = ARGV[1]           -- [text] 16 random bytes
local lease_ttl     = ARGV[2]           -- [integer] milliseconds until a lease without a value expires
local refresh_ahead = tonumber(ARGV[3]) -- [integer] an entry with fewer milliseconds left is to be refreshed
local no_lease      = '----------------'

local PENDING, LEASED, FOUND, REFRESH = 0, 1, 2, 3

local generation = redis.call('GET', KEYS[1])
if not generation then
  generation = lease
  redis.call('SET', KEYS[1], generation)
end

local results = {}
for i = 2, #KEYS do
  local entry = redis.call('GET', KEYS[i])
  local state, value = PENDING, ''
  if not entry or string.sub(entry, 17, 32) ~= generation then
    redis.call('SET', KEYS[i], lease .. generation, 'PX', lease_ttl)
    state = LEASED
  elseif #entry > 32 then
    state, value = FOUND, string.sub(entry, 33)
    if string.sub(entry, 1, 16) == no_lease and redis.call('PTTL', KEYS[i]) < refresh_ahead then
      redis.call('SETRANGE', KEYS[i], 0, lease)
      state = REFRESH
    end
  end
  results[#results + 1] = state
  results[#results + 1] = value
end
return results
