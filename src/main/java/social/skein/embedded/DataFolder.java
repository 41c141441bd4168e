package social.skein.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import social.skein.datafolder.FolderIdentity;
import social.skein.datafolder.FolderNames;

/**
 * The folder of one deployment: the lock of the process that runs its servers, and their ports and passwords in a file
 * readable only by its owner.
 *
 * <p>Ports and passwords are valid only in the folder for which they were generated. A copied, restored or moved folder
 * gets new ones, so that two deployments never share a server because a file was copied.
 *
 * <p>The lock is one of the operating system, so it ends with the process in any case. It also ends when <em>any</em>
 * channel of this process on the file is closed; therefore a process opens a folder once and never touches the lock
 * file otherwise.
 */
final class DataFolder {
    static final String PROPERTIES_FILE = "servers.properties";

    private static final long MIN_FREE_MB = 200;

    private static final String IDENTITY = "folder";

    private final FolderIdentity identity;
    private final Path root;
    private final FileChannel lockFile;
    private @Nullable FileLock lock;

    private DataFolder(FolderIdentity identity, FileChannel lockFile) {
        this.identity = identity;
        this.root = identity.path();
        this.lockFile = lockFile;
    }

    static DataFolder open(Path folder) {
        FolderNames.problem(folder.toString()).ifPresent(problem -> {
            throw new EmbeddedServerException(problem);
        });
        Path root = folder.toAbsolutePath().normalize();
        try {
            createFolders(root);
            FolderIdentity identity = FolderIdentity.of(root);
            FileStore store = Files.getFileStore(root);
            long freeMb = store.getUsableSpace() >> 20;
            if (freeMb < MIN_FREE_MB) {
                throw new EmbeddedServerException("Only " + freeMb + " MB are free on the disk of " + root
                        + "; the embedded servers need at least " + MIN_FREE_MB + " MB.");
            }
            Path lockFile = root.resolve("servers.lock");
            return new DataFolder(
                    identity, FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        } catch (IOException refused) {
            throw new EmbeddedServerException(
                    "The data folder " + root + " is not writable (" + Disk.describe(refused)
                            + "); set data.dir to a writable folder.",
                    refused);
        }
    }

    /** A link to a folder is as good as a folder, which {@code createDirectories} alone does not accept. */
    private static void createFolders(Path root) throws IOException {
        for (Path folder : List.of(root, root.resolve("logs"), root.resolve("run"))) {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(folder);
            }
        }
    }

    /** The real path. */
    Path root() {
        return root;
    }

    FolderIdentity identity() {
        return identity;
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

    /** The ports and passwords that were generated for this folder. */
    Optional<PortsAndPasswords> load() {
        return read().filter(properties -> recordedIdentity(properties)
                        .filter(identity::isSamePlace)
                        .isPresent())
                .map(PortsAndPasswords::parse);
    }

    /** The ports and passwords, if the owner has published its servers as ready. */
    Optional<PortsAndPasswords> loadIfReady() {
        return read().filter(properties -> properties.getProperty("state", "").equals("ready"))
                .filter(properties -> recordedIdentity(properties)
                        .filter(identity::isSameFolder)
                        .isPresent())
                .map(PortsAndPasswords::parse);
    }

    /** Where the folder comes from, in one sentence, if it is not where its ports and passwords were generated. */
    Optional<String> origin() {
        return read().flatMap(DataFolder::recordedIdentity)
                .filter(recorded -> !identity.isSamePlace(recorded))
                .map(recorded -> {
                    if (recorded.path().equals(root)) {
                        return "This folder is a copy of an earlier " + root
                                + ", so its embedded servers get new ports and passwords";
                    }
                    return identity.isSameFolder(recorded)
                            ? "This folder was moved from " + recorded.path()
                                    + ", so its embedded servers get new ports and passwords"
                            : "This folder is a copy of " + recorded.path()
                                    + ", so its embedded servers get their own ports and passwords";
                });
    }

    /**
     * Records that the database has another password than {@code servers.properties}, before that file changes: if the
     * start is interrupted in between, the next one sets it.
     */
    void markDatabasePasswordChanged() {
        Disk.writeSecret(passwordMark(), "PostgreSQL gets the password of servers.properties at its next start.\n");
    }

    boolean isDatabasePasswordChanged() {
        return Files.exists(passwordMark());
    }

    void confirmDatabasePassword() {
        Disk.deleteTree(passwordMark());
    }

    private Path passwordMark() {
        return root.resolve("postgres.password.changed");
    }

    private static Optional<FolderIdentity> recordedIdentity(Properties properties) {
        return FolderIdentity.parse(properties.getProperty(IDENTITY, ""));
    }

    void save(PortsAndPasswords portsAndPasswords, String state) {
        Properties lines = new Properties();
        lines.putAll(portsAndPasswords.toProperties());
        lines.put("state", state);
        lines.put(IDENTITY, identity.toString());
        StringWriter text = new StringWriter();
        try {
            lines.store(text, "Written by Skein: ports and passwords of the embedded servers of this folder.");
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
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
