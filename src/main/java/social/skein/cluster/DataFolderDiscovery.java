package social.skein.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import social.skein.datafolder.FolderIdentity;
import social.skein.datafolder.PortClaims;

/**
 * Discovery of the processes that share a data folder, without configuration. Each process claims a port and records it
 * in the folder under a file lock, so if two start at the same time, the second one sees the first.
 */
public final class DataFolderDiscovery {
    private final Path dataFolder;
    private final PortClaims claims;

    /** @param dataFolder the data folder, in which this class owns {@code run/cluster} */
    public DataFolderDiscovery(Path dataFolder) {
        this.dataFolder = dataFolder;
        this.claims = new PortClaims(dataFolder, "cluster");
    }

    /**
     * Claims the first free port from {@code firstPort} on and returns the members recorded so far, including this
     * process.
     */
    public ClusterJoinConfig join(String host, int firstPort) {
        return claims.locked(() -> register(host, firstPort));
    }

    /** Releases a claimed port, because it turned out to be in use after all. */
    public void leave(ClusterJoinConfig joined) {
        claims.release(joined.port());
    }

    /** Whether a running process has claimed a port in this folder. */
    public boolean hasLiveMembers() {
        return !claims.livePorts().isEmpty();
    }

    private ClusterJoinConfig register(String host, int firstPort) {
        List<Integer> ports = new ArrayList<>(claims.livePorts());
        int port = firstPort;
        while (ports.contains(port) || !isFree(host, port)) {
            port++;
        }
        ports.add(port);
        claims.claim(port);
        return ClusterJoinConfig.ofMembers(
                clusterName(),
                port,
                ports.stream().map(claimed -> host + ":" + claimed).toList());
    }

    /**
     * A random name stored in the folder, since clusters of other folders on this machine use the same range of ports.
     * It is valid only together with the identity of the folder: otherwise a copied folder would join the cluster of
     * the original.
     */
    private String clusterName() {
        Path file = claims.folder().resolve("name");
        try {
            FolderIdentity identity = FolderIdentity.of(dataFolder);
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() == 2
                    && FolderIdentity.parse(lines.get(1))
                            .filter(identity::isSameFolder)
                            .isPresent()) {
                return lines.get(0);
            }
            String name = "skein-" + UUID.randomUUID();
            Files.writeString(file, name + "\n" + identity + "\n");
            return name;
        } catch (IOException unusable) {
            throw new UncheckedIOException(
                    "The data folder cannot be used: " + file + ": " + unusable.getMessage()
                            + ". Let this user write there, or set data.dir (SKEIN_DATA_DIR) to another folder.",
                    unusable);
        }
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
