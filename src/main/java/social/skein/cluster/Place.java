package social.skein.cluster;

import java.util.List;

/**
 * The place a process takes in a cluster, and where the others may be found: at addresses it is told, or at those that a name
 * stands for.
 *
 * @param cluster the cluster's name
 * @param port its own port, and that of all others behind a name
 * @param members the others, as host:port, where they are known
 * @param service the DNS name of a headless Kubernetes service whose addresses are the others'; empty where there is none
 */
public record Place(String cluster, int port, List<String> members, String service) {

    public static Place among(String cluster, int port, List<String> members) {
        return new Place(cluster, port, List.copyOf(members), "");
    }

    public static Place behind(String cluster, int port, String service) {
        return new Place(cluster, port, List.of(), service);
    }
}
