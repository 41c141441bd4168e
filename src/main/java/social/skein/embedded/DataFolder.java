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
    private static final long MIN_FREE_MB = 200;

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
            if (freeMb < MIN_FREE_MB) {
                throw new EmbeddedServerException("Only " + freeMb + " MB are free on the disk of " + root
                        + "; the embedded servers need at least " + MIN_FREE_MB + " MB.");
            }
            Path lockFile = root.resolve("servers.lock");
            return new DataFolder(
                    root, FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException refused) {
            throw new EmbeddedServerException(
                    "The data folder " + root + " cannot be written (" + Disk.describe(refused)
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

    synchronized boolean tryLock() {
        try {
            lock = lockFile.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException same) {
            throw new EmbeddedServerException(
                    "The data folder " + root + " is already open in this process; open it once.", same);
        } catch (IOException refused) {
            throw new EmbeddedServerException(
                    "The data folder " + root + " cannot be locked (" + Disk.describe(refused)
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
            throw new EmbeddedServerException(
                    "The lock of " + root + " cannot be released: " + Disk.describe(gone), gone);
        }
    }

    synchronized void close() {
        try {
            lockFile.close();
        } catch (IOException gone) {
            throw new EmbeddedServerException(
                    "The lock of " + root + " cannot be closed: " + Disk.describe(gone), gone);
        }
    }

    Optional<PortsAndPasswords> load() {
        return read().map(PortsAndPasswords::parse);
    }

    /** What a second process may rely on: there only while an owner says that its servers are up. */
    Optional<PortsAndPasswords> loadIfReady() {
        return read().filter(written -> written.getProperty("state", "").equals("ready"))
                .map(PortsAndPasswords::parse);
    }

    void save(PortsAndPasswords picked, String state) {
        Map<String, String> lines = new TreeMap<>(picked.toProperties());
        lines.put("state", state);
        StringBuilder text = new StringBuilder("# Written by skein: where the embedded servers of this folder are.\n");
        lines.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        Disk.writeSecret(propertiesFile(), text.toString());
    }

    private Optional<Properties> read() {
        if (!Files.exists(propertiesFile())) {
            return Optional.empty();
        }
        try (Reader reader = Files.newBufferedReader(propertiesFile())) {
            Properties written = new Properties();
            written.load(reader);
            return Optional.of(written);
        } catch (IOException refused) {
            throw new EmbeddedServerException(
                    propertiesFile() + " cannot be read (" + Disk.describe(refused)
                            + "); start Skein as the user who made this data folder.",
                    refused);
        }
    }

    private Path propertiesFile() {
        return root.resolve("servers.properties");
    }
}
