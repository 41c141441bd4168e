# Runs a server that must not outlive its parent: guard.sh GENTLE_SIGNAL HARD_SIGNAL LOG COMMAND...
# End of file on stdin means that the parent closed it or died, including by kill -9. Data before it is ignored.
gentle=$1 hard=$2 log=$3
shift 3
exec 3<&0 </dev/null
"$@" 3<&- >>"$log" 2>&1 &
server=$!
echo "$server"
(
    while read -r _ <&3; do :; done
    kill -s "$gentle" "$server"
    sleep 3
    kill -s "$hard" "$server"
    sleep 1
    kill -s KILL "$server"
) >/dev/null 2>&1 &
watch=$!
exec 3<&-
wait "$server"
status=$?
kill "$watch" 2>/dev/null
exit "$status"
