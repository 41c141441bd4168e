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
 * The folder of one deployment: the lock of the process that runs its servers, and their ports and passwords in a file
 * readable only by its owner.
 *
 * <p>The lock is one of the operating system, so it ends with the process in any case. It also ends when <em>any</em>
 * channel of this process on the file is closed; therefore a process opens a folder once and never touches the lock
 * file otherwise.
 */
final class DataFolder {
    static final String PROPERTIES_FILE = "servers.properties";

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
                    "The data folder " + root + " is not writable (" + Disk.describe(refused)
                            + "); set data.dir to a writable folder.",
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
            throw new EmbeddedServerException("The data folder " + root + " is already open in this process.", same);
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
        } catch (IOException failure) {
            throw new EmbeddedServerException(
                    "The lock of " + root + " cannot be released: " + Disk.describe(failure), failure);
        }
    }

    synchronized void close() {
        try {
            lockFile.close();
        } catch (IOException failure) {
            throw new EmbeddedServerException(
                    "The lock of " + root + " cannot be closed: " + Disk.describe(failure), failure);
        }
    }

    Optional<PortsAndPasswords> load() {
        return read().map(PortsAndPasswords::parse);
    }

    /** The ports and passwords, if the owner has published its servers as ready. */
    Optional<PortsAndPasswords> loadIfReady() {
        return read().filter(properties -> properties.getProperty("state", "").equals("ready"))
                .map(PortsAndPasswords::parse);
    }

    void save(PortsAndPasswords portsAndPasswords, String state) {
        Map<String, String> lines = new TreeMap<>(portsAndPasswords.toProperties());
        lines.put("state", state);
        StringBuilder text =
                new StringBuilder("# Written by Skein: ports and passwords of the embedded servers of this folder.\n");
        lines.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        Disk.writeSecret(propertiesFile(), text.toString());
    }

    private Optional<Properties> read() {
        if (!Files.exists(propertiesFile())) {
            return Optional.empty();
        }
        try (Reader reader = Files.newBufferedReader(propertiesFile())) {
            Properties properties = new Properties();
            properties.load(reader);
            return Optional.of(properties);
        } catch (IOException refused) {
            throw new EmbeddedServerException(
                    propertiesFile() + " cannot be read (" + Disk.describe(refused)
                            + "); start Skein as the owner of this data folder.",
                    refused);
        }
    }

    private Path propertiesFile() {
        return root.resolve(PROPERTIES_FILE);
    }
}
