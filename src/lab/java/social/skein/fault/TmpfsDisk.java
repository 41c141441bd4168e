package social.skein.fault;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder on a separate tmpfs that can be filled, or an ordinary folder if mounting is not permitted. */
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
            // Also after an abort, since it occupies memory.
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

    /** Whether this user may mount; only root may. */
    static boolean isSupported() {
        return "root".equals(System.getProperty("user.name"))
                && ShellCommand.succeeds(List.of("mountpoint", "-q", "/proc"));
    }

    Path folder() {
        return folder;
    }

    /** Fills the disk to the last byte. */
    void fill() throws IOException {
        if (!mounted) {
            throw new IllegalStateException(folder + " is not a separate file system");
        }
        try (RandomAccessFile file = new RandomAccessFile(filler.toFile(), "rw")) {
            for (int size = WRITE_BYTES; size > 0; ) {
                try {
                    file.write(new byte[size]);
                } catch (IOException full) {
                    size /= 2;
                }
            }
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(filler);
    }

    /** Unmounts lazily: hides the disk at once, and frees it when it is no longer in use. */
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
