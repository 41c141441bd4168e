-- Claims the building of a timeline that is not live, or whose builder has died. Returns 1 if it is ours, else 0.
local marker = ARGV[1]           -- [text] 'b' and the time of the claim in milliseconds
local now    = tonumber(ARGV[2]) -- [integer] that time
local stale  = tonumber(ARGV[3]) -- [integer] milliseconds after which a claim counts for nothing

local head = redis.call('LINDEX', KEYS[1], 0)
if head and (string.sub(head, 1, 1) ~= 'b' or tonumber(string.match(head, '^b(%d+)')) > now - stale) then
  return 0
end
redis.call('DEL', KEYS[1])
redis.call('RPUSH', KEYS[1], marker)
redis.call('PEXPIRE', KEYS[1], stale * 2)
return 1
