-- Claims the build of a timeline that is not live, or whose builder has died. Returns 1 if the caller holds the claim, else 0.
local marker      = ARGV[1]           -- [text] 'b' and the time of the claim in milliseconds
local now         = tonumber(ARGV[2]) -- [integer] that time
local stale_after = tonumber(ARGV[3]) -- [integer] milliseconds after which a claim is void

local head = redis.call('LINDEX', KEYS[1], 0)
if head and (string.sub(head, 1, 1) ~= 'b' or tonumber(string.match(head, '^b(%d+)')) > now - stale_after) then
  return 0
end
redis.call('DEL', KEYS[1])
redis.call('RPUSH', KEYS[1], marker)
redis.call('PEXPIRE', KEYS[1], stale_after * 2)
return 1
