# Runs a program within limits, in the process group of this shell: confine.sh MEMORY_KIB CPU_SECONDS FILE_BLOCKS COMMAND...
# End of file on stdin means that the parent closed it or died, including by kill -9: everything in the group is killed.
# The shell must lead its group. The program replaces it, so the exit code is the program's own.
exec 3<&0 </dev/null
(
    while read -r _ <&3; do :; done
    kill -s KILL -- "-$$" || kill -s KILL "$$"
) >/dev/null 2>&1 &
exec 3<&-
# A limit fails only if the system does not have it, or already has a lower one. macOS has no limit on memory.
ulimit -c 0 2>/dev/null || :
ulimit -v "$1" 2>/dev/null || :
ulimit -t "$2" 2>/dev/null || :
ulimit -f "$3" 2>/dev/null || :
shift 3
exec nice -n 10 "$@"
