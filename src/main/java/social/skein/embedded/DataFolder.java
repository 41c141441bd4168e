package social.skein.embedded;

import java.io.IOException;
import java.io.Reader;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One deployment's folder: who runs its servers (a lock), and where they are (a file only its owner may read).
 *
 * <p>The lock is the operating system's, so it ends with the process however that dies. It also ends when <em>any</em> channel of
 * this process on the file is closed, which is why one process opens a folder once and never touches the lock file otherwise.
 */
final class DataFolder {
    private static final long LEAST_FREE_MB = 200;

    private final Path root;
    private final FileChannel lockFile;
    private @Nullable FileLock lock;

    private DataFolder(Path root, FileChannel lockFile) {
        this.root = root;
        this.lockFile = lockFile;
    }

    static DataFolder open(Path folder) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root);
            Files.createDirectories(root.resolve("logs"));
            Files.createDirectories(root.resolve("run"));
            FileStore store = Files.getFileStore(root);
            long freeMb = store.getUsableSpace() >> 20;
            if (freeMb < LEAST_FREE_MB) {
                throw new EmbeddedFailure("Only " + freeMb + " MB are free on the disk of " + root
                        + "; the embedded servers need at least " + LEAST_FREE_MB + " MB.");
            }
            Path lockFile = root.resolve("servers.lock");
            return new DataFolder(
                    root, FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException refused) {
            throw new EmbeddedFailure(
                    "The data folder " + root + " cannot be written (" + Disk.reason(refused)
                            + "); give data.dir a folder this user may write.",
                    refused);
        }
    }

    Path root() {
        return root;
    }

    Path log(String server) {
        return root.resolve("logs").resolve(server + ".log");
    }

    synchronized boolean tryOwn() {
        try {
            lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException same) {
            throw new EmbeddedFailure(
                    "The data folder " + root + " is already open in this process; open it once.", same);
        } catch (IOException refused) {
            throw new EmbeddedFailure(
                    "The data folder " + root + " cannot be locked (" + Disk.reason(refused)
                            + "); put data.dir on a local disk.",
                    refused);
        }
    }

    synchronized void release() {
        try {
            if (lock != null) {
                lock.release();
                lock = null;
            }
        } catch (IOException gone) {
            throw new EmbeddedFailure("The lock of " + root + " cannot be released: " + Disk.reason(gone), gone);
        }
    }

    synchronized void close() {
        try {
            lockFile.close();
        } catch (IOException gone) {
            throw new EmbeddedFailure("The lock of " + root + " cannot be closed: " + Disk.reason(gone), gone);
        }
    }

    Optional<Picked> picked() {
        return read().map(Picked::of);
    }

    /** What a second process may rely on: there only while an owner says that its servers are up. */
    Optional<Picked> ready() {
        return read().filter(written -> written.getProperty("state", "").equals("ready"))
                .map(Picked::of);
    }

    void write(Picked picked, String state) {
        Map<String, String> lines = new TreeMap<>(picked.written());
        lines.put("state", state);
        StringBuilder text = new StringBuilder("# Written by skein: where the embedded servers of this folder are.\n");
        lines.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        Disk.writeSecret(addresses(), text.toString());
    }

    private Optional<Properties> read() {
        if (!Files.exists(addresses())) {
            return Optional.empty();
        }
        try (Reader reader = Files.newBufferedReader(addresses())) {
            Properties written = new Properties();
            written.load(reader);
            return Optional.of(written);
        } catch (IOException refused) {
            throw new EmbeddedFailure(
                    addresses() + " cannot be read (" + Disk.reason(refused)
                            + "); start Skein as the user who made this data folder.",
                    refused);
        }
    }

    private Path addresses() {
        return root.resolve("servers.properties");
    }
}
