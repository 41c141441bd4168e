-- Puts what was read from PostgreSQL below what arrived since the claim. Returns 1, or 0 if the claim was lost meanwhile.
local marker    = ARGV[1]           -- [text] the claim
local lifetime  = tonumber(ARGV[2]) -- [integer] milliseconds until a timeline that nobody reads is forgotten
local watermark = ARGV[3]           -- [integer] the timeline is complete for ids above this
                                    -- ARGV[4...]: [integer] status ids, the newest first

if redis.call('LINDEX', KEYS[1], 0) ~= marker then
  return 0
end
redis.call('LPOP', KEYS[1])
for i = 4, #ARGV do
  redis.call('LPUSH', KEYS[1], ARGV[i])
end
redis.call('LPUSH', KEYS[1], '-' .. watermark)
redis.call('PEXPIRE', KEYS[1], lifetime)
return 1
