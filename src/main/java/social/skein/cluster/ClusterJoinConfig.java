package social.skein.cluster;

import java.util.List;

/**
 * The place a process takes in a cluster, and where the others may be found: at addresses it is told, or at those that a name
 * stands for.
 *
 * @param clusterName the cluster's name
 * @param port its own port, and that of all others behind a name
 * @param members the others, as host:port, where they are known
 * @param serviceDns the DNS name of a headless Kubernetes service whose addresses are the others'; empty where there is none
 */
public record ClusterJoinConfig(String clusterName, int port, List<String> members, String serviceDns) {

    public static ClusterJoinConfig ofMembers(String clusterName, int port, List<String> members) {
        return new ClusterJoinConfig(clusterName, port, List.copyOf(members), "");
    }

    public static ClusterJoinConfig ofServiceDns(String clusterName, int port, String serviceDns) {
        return new ClusterJoinConfig(clusterName, port, List.of(), serviceDns);
    }
}
