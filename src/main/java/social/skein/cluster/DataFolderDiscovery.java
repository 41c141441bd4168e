package social.skein.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Discovery of the processes that share a data folder, without configuration. Each process claims a port and records it
 * in the folder under a file lock, so if two start at the same time, the second one sees the first.
 */
public final class DataFolderDiscovery {
    private final Path folder;

    /** @param folder the data folder, in which this class owns {@code run/cluster} */
    public DataFolderDiscovery(Path folder) {
        this.folder = folder.resolve("run").resolve("cluster");
    }

    /**
     * Claims the first free port from {@code firstPort} on and returns the members recorded so far, including this
     * process.
     */
    public ClusterJoinConfig join(String host, int firstPort) {
        try {
            Files.createDirectories(folder);
            try (FileChannel lock =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                lock.lock();
                return register(host, firstPort);
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(
                    "The data folder cannot be used: " + folder + ": " + reason(unwritable)
                            + ". Let this user write there, or set data.dir (SKEIN_DATA_DIR) to another folder.",
                    unwritable);
        }
    }

    /** Releases a claimed port, because it turned out to be in use after all. */
    public void leave(ClusterJoinConfig joined) {
        try {
            Files.deleteIfExists(folder.resolve(Integer.toString(joined.port())));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(
                    "The data folder cannot be written: " + folder + ". Let this user write there, or set data.dir"
                            + " (SKEIN_DATA_DIR) to another folder.",
                    unwritable);
        }
    }

    /** Whether a running process has claimed a port in this folder. */
    public boolean hasLiveMembers() {
        try {
            return Files.isDirectory(folder) && !livePorts().isEmpty();
        } catch (NumberFormatException halfWritten) {
            return true;
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static String reason(IOException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        return failure instanceof FileSystemException system && system.getReason() != null
                ? system.getReason()
                : String.valueOf(failure.getMessage());
    }

    private ClusterJoinConfig register(String host, int firstPort) throws IOException {
        List<String> ports = livePorts();
        int port = firstPort;
        while (ports.contains(Integer.toString(port)) || !isFree(host, port)) {
            port++;
        }
        ports.add(Integer.toString(port));
        Files.writeString(
                folder.resolve(Integer.toString(port)),
                Long.toString(ProcessHandle.current().pid()));
        return ClusterJoinConfig.ofMembers(
                clusterName(),
                port,
                ports.stream().map(claimed -> host + ":" + claimed).toList());
    }

    /** The ports claimed by running processes; deletes the claims of dead ones. */
    private List<String> livePorts() throws IOException {
        List<String> ports = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String port = String.valueOf(file.getFileName());
                if (!port.matches("[0-9]+")) {
                    continue;
                }
                long pid = Long.parseLong(Files.readString(file).trim());
                if (ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
                    ports.add(port);
                } else {
                    Files.delete(file);
                }
            }
        }
        return ports;
    }

    /**
     * A random name stored in the folder, since clusters of other folders on this machine use the same range of ports.
     */
    private String clusterName() throws IOException {
        Path file = folder.resolve("name");
        if (!Files.exists(file)) {
            Files.writeString(file, "skein-" + UUID.randomUUID());
        }
        return Files.readString(file).trim();
    }

    private static boolean isFree(String host, int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
