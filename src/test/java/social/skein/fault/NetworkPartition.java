package social.skein.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A network namespace that nobody else uses, in which one process can be parted from those like it, while all reach the stores:
 * packets between them vanish, whoever opened the connection. Processes are told apart by their group.
 */
final class NetworkPartition implements AutoCloseable {
    /** Groups that nobody has. */
    private static final int FIRST_GID = 61_000;

    private static final int LAST_GID = 61_999;

    /** Of the 32 bits there are, without the sign. */
    private static final int MAX_MARKS = 15;

    private static int partitionCount;

    private NetworkPartition() {}

    /** {@code bin/faults} makes one where it may, and says so. */
    static boolean isAvailable() {
        return "own".equals(System.getProperty("skein.network"));
    }

    /** The group of the so-manieth process. */
    static int gid(int number) {
        return FIRST_GID + number % (LAST_GID - FIRST_GID);
    }

    /** From now on a process and the others with groups of these do not hear each other, and are not told. */
    static NetworkPartition isolate(long pid) throws IOException {
        String alone = Files.getAttribute(Path.of("/proc", Long.toString(pid)), "unix:gid")
                .toString();
        String all = FIRST_GID + "-" + LAST_GID;
        // Each end leaves a mark on a connection, with the first packet it sends; both together are what vanishes.
        // Marks stay for
        // as long as the connection does, so each parting has two of its own.
        int one = 1 << 2 * (partitionCount++ % MAX_MARKS);
        int other = one << 1;
        iptables("-A OUTPUT -m owner --gid-owner " + alone + " -j CONNMARK --or-mark " + one);
        iptables("-A OUTPUT -m owner --gid-owner " + all + " -m owner ! --gid-owner " + alone
                + " -j CONNMARK --or-mark " + other);
        iptables("-A OUTPUT -m connmark --mark " + (one | other) + "/" + (one | other) + " -j DROP");
        return new NetworkPartition();
    }

    private static void iptables(String rule) {
        if (!ShellCommand.succeeds(List.of(("iptables " + rule).split(" ")))) {
            throw new IllegalStateException("This was refused: iptables " + rule);
        }
    }

    /** They hear each other again. */
    @Override
    public void close() {
        iptables("-F OUTPUT");
    }
}
