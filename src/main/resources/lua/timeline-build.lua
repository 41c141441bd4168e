-- Inserts the ids from PostgreSQL below those pushed since the claim, and makes the timeline live. Returns 1, or 0 if the claim
-- was lost meanwhile.
local marker    = ARGV[1]           -- [text] the claim
local ttl       = tonumber(ARGV[2]) -- [integer] milliseconds until a timeline without readers expires
local watermark = ARGV[3]           -- [integer] the timeline is complete for ids above this
                                    -- ARGV[4...]: [integer] status ids, newest first

local function greater(a, b)
  return #a > #b or (#a == #b and a > b)
end

if redis.call('LINDEX', KEYS[1], 0) ~= marker then
  return 0
end
redis.call('LPOP', KEYS[1])

-- The greatest id that has a smaller one behind it; see timeline-push.lua.
local greatest, disorder = ARGV[4] or '', ''
for _, id in ipairs(redis.call('LRANGE', KEYS[1], 0, -1)) do
  if greater(greatest, id) then
    disorder = greatest
  else
    greatest = id
  end
end

for i = 4, #ARGV do
  redis.call('LPUSH', KEYS[1], ARGV[i])
end
redis.call('LPUSH', KEYS[1], '-' .. watermark .. (disorder == '' and '' or ':' .. disorder))
redis.call('PEXPIRE', KEYS[1], ttl)
return 1
