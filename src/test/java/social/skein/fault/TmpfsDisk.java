package social.skein.fault;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder on a file system of its own, in memory, that can be filled; an ordinary folder where nobody lets us mount one. */
final class TmpfsDisk implements AutoCloseable {
    private static final int MEGABYTES = 2_000;
    private static final int WRITE_BYTES = 1 << 20;

    private final Path folder;
    private final Path filler;
    private final boolean mounted;

    private TmpfsDisk(Path folder, boolean mounted) {
        this.folder = folder;
        this.filler = folder.resolve("filler");
        this.mounted = mounted;
        if (mounted) {
            // Also when a run is broken off: it is memory.
            Runtime.getRuntime().addShutdownHook(new Thread(this::unmount));
        }
    }

    static TmpfsDisk mount(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new TmpfsDisk(
                folder,
                isSupported()
                        && ShellCommand.succeeds(List.of(
                                "mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "skein", "" + folder)));
    }

    /** Only root mounts. */
    static boolean isSupported() {
        return "root".equals(System.getProperty("user.name"))
                && ShellCommand.succeeds(List.of("mountpoint", "-q", "/proc"));
    }

    Path folder() {
        return folder;
    }

    /** To the last byte. */
    void fill() throws IOException {
        if (!mounted) {
            throw new IllegalStateException(folder + " is no disk of its own");
        }
        try (RandomAccessFile file = new RandomAccessFile(filler.toFile(), "rw")) {
            for (int piece = WRITE_BYTES; piece > 0; ) {
                try {
                    file.write(new byte[piece]);
                } catch (IOException full) {
                    piece /= 2;
                }
            }
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(filler);
    }

    /** At once for whoever looks, and in truth when nobody uses it any more. */
    private void unmount() {
        ShellCommand.succeeds(List.of("umount", "-l", "" + folder));
    }

    @Override
    public void close() {
        if (mounted) {
            unmount();
        }
    }
}
