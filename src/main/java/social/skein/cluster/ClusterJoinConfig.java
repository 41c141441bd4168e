package social.skein.cluster;

import java.util.List;

/**
 * How a process joins a cluster: its own port, and either a list of members or the DNS name under which to find them.
 *
 * @param port this member's port; with {@code serviceDns} the port of all members
 * @param members the members as {@code host:port}; empty with {@code serviceDns}
 * @param serviceDns the DNS name of a headless Kubernetes service that resolves to the members; empty with {@code
 *     members}
 */
public record ClusterJoinConfig(String clusterName, int port, List<String> members, String serviceDns) {

    public static ClusterJoinConfig ofMembers(String clusterName, int port, List<String> members) {
        return new ClusterJoinConfig(clusterName, port, List.copyOf(members), "");
    }

    public static ClusterJoinConfig ofServiceDns(String clusterName, int port, String serviceDns) {
        return new ClusterJoinConfig(clusterName, port, List.of(), serviceDns);
    }
}
