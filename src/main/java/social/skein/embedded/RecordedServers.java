package social.skein.embedded;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/**
 * What a data folder records about its embedded servers, read without opening the folder: for commands that must
 * neither create a folder nor start its servers unnoticed.
 */
public final class RecordedServers {
    private final Path dataDir;
    private final Properties properties;

    private RecordedServers(Path dataDir, Properties properties) {
        this.dataDir = dataDir;
        this.properties = properties;
    }

    /** The servers of a folder; empty if none has ever been started in it. */
    public static Optional<RecordedServers> find(Path dataDir) {
        Path file = dataDir.resolve(DataFolder.PROPERTIES_FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException refused) {
            throw new EmbeddedServerException(
                    file + " cannot be read (" + Disk.describe(refused)
                            + "); run this command as the owner of the data folder.",
                    refused);
        }
        return Optional.of(new RecordedServers(dataDir, properties));
    }

    /** Whether a process has published the servers as ready and all of these accept connections. */
    public boolean areRunning(Set<ServerKind> servers) {
        return isPublished() && portsAndPasswords().areListening(servers);
    }

    /** Whether this server accepts connections; it may nevertheless not answer. */
    public boolean isListening(ServerKind server) {
        return isPublished() && portsAndPasswords().areListening(Set.of(server));
    }

    public ServerAddresses addresses() {
        return portsAndPasswords().addresses();
    }

    private boolean isPublished() {
        return properties.getProperty("state", "").equals("ready") && !isCopied();
    }

    /** In a copy of a folder the file names the servers of the original. */
    private boolean isCopied() {
        String recorded = properties.getProperty("folder", "");
        try {
            return !recorded.isEmpty() && !recorded.endsWith(" " + dataDir.toRealPath());
        } catch (IOException missing) {
            return true;
        }
    }

    private PortsAndPasswords portsAndPasswords() {
        return PortsAndPasswords.parse(properties);
    }
}
