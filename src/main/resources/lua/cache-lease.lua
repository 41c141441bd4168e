-- Looks for what all processes share. For what is not there the caller gets a lease, unless somebody has one; so it does for
-- what will be gone soon. Returns two elements for each key but the first: a state, and what is held.
--
-- A key holds a lease, the generation it belongs to, 16 bytes each, and a value, or none where one is only being looked for.
-- What is of another generation than the first key has was forgotten. A lease is a random text, so it does for a generation too.
local lease    = ARGV[1]           -- [text] 16 bytes that nobody else has
local patience = ARGV[2]           -- [integer] milliseconds within which a value must come
local soon     = tonumber(ARGV[3]) -- [integer] what has fewer milliseconds left should be refreshed
local nobody   = '----------------'

local MISSING, OURS, FOUND, REFRESH = 0, 1, 2, 3

local generation = redis.call('GET', KEYS[1])
if not generation then
  generation = lease
  redis.call('SET', KEYS[1], generation)
end

local answer = {}
for i = 2, #KEYS do
  local held = redis.call('GET', KEYS[i])
  local state, value = MISSING, ''
  if not held or string.sub(held, 17, 32) ~= generation then
    redis.call('SET', KEYS[i], lease .. generation, 'PX', patience)
    state = OURS
  elseif #held > 32 then
    state, value = FOUND, string.sub(held, 33)
    if string.sub(held, 1, 16) == nobody and redis.call('PTTL', KEYS[i]) < soon then
      redis.call('SETRANGE', KEYS[i], 0, lease)
      state = REFRESH
    end
  end
  answer[#answer + 1] = state
  answer[#answer + 1] = value
end
return answer
