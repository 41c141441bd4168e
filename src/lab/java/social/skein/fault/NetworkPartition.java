package social.skein.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A partition between one Skein process and the others in a separate network namespace, while all reach the stores.
 * Packets between them are dropped regardless of which side opened the connection. Processes are distinguished by their
 * group ids.
 */
final class NetworkPartition implements AutoCloseable {
    /** The range of group ids, which are otherwise unused. */
    private static final int FIRST_GID = 61_000;

    private static final int LAST_GID = 61_999;

    /** The number of pairs of mark bits in an int without its sign. */
    private static final int MAX_MARKS = 15;

    private static int partitionCount;

    private NetworkPartition() {}

    /** Whether {@code bin/faults} runs in a network namespace, which it creates if it has the permissions. */
    static boolean isAvailable() {
        return "own".equals(System.getProperty("skein.network"));
    }

    /** Returns the group id of the process with this number. */
    static int gid(int number) {
        return FIRST_GID + number % (LAST_GID - FIRST_GID);
    }

    /** Drops all packets between a process and the others whose group ids are in the range, silently. */
    static NetworkPartition isolate(long pid) throws IOException {
        String isolated = Files.getAttribute(Path.of("/proc", Long.toString(pid)), "unix:gid")
                .toString();
        String all = FIRST_GID + "-" + LAST_GID;
        // Each side marks a connection with its first packet; packets of connections with both marks are dropped. Marks
        // last as long as the connection, so each partition uses two new ones.
        int one = 1 << 2 * (partitionCount++ % MAX_MARKS);
        int other = one << 1;
        iptables("-A OUTPUT -m owner --gid-owner " + isolated + " -j CONNMARK --or-mark " + one);
        iptables("-A OUTPUT -m owner --gid-owner " + all + " -m owner ! --gid-owner " + isolated
                + " -j CONNMARK --or-mark " + other);
        iptables("-A OUTPUT -m connmark --mark " + (one | other) + "/" + (one | other) + " -j DROP");
        return new NetworkPartition();
    }

    private static void iptables(String rule) {
        if (!ShellCommand.succeeds(List.of(("iptables " + rule).split(" ")))) {
            throw new IllegalStateException("Failed: iptables " + rule);
        }
    }

    /** Ends the partition. */
    @Override
    public void close() {
        iptables("-F OUTPUT");
    }
}
