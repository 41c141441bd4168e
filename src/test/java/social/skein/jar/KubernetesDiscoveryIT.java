package social.skein.jar;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import social.skein.support.HomeStreamListener;
import social.skein.support.JarProcess;
import social.skein.support.JarRunner;
import social.skein.support.Person;

/** Tests two processes that discover each other by one DNS name, like pods behind a headless Kubernetes service. */
class KubernetesDiscoveryIT {
    private static final String SERVICE = "skein-cluster.default.svc.cluster.local";

    @Test
    void processes_discover_each_other_by_a_service_name() throws Exception {
        try (JarRunner runner = new JarRunner()) {
            Path hosts = Files.writeString(
                    runner.folder().resolve("hosts"),
                    "127.0.0.1 localhost\n127.0.0.2 %s\n127.0.0.3 %s\n".formatted(SERVICE, SERVICE));
            JarProcess worker =
                    runner.startWithHostsFile(hosts, at("127.0.0.2", "all")).awaitReady();
            JarProcess front = runner.startWithHostsFile(hosts, at("127.0.0.3", "api,stream"))
                    .awaitReady();
            Person alice = runner.signUp("alice", worker);
            Person bob = runner.signUp("bob", front);
            bob.follows(alice);

            try (HomeStreamListener listener = new HomeStreamListener(bob.token(), front.httpPort())) {
                runner.eventuallyStreamed("the front streams posts processed by the worker", alice, listener);
            }
            front.stopAndVerify();
            worker.stopAndVerify();
        }
    }

    private static Map<String, String> at(String host, String roles) {
        return Map.of("SKEIN_CLUSTER_KUBERNETES_SERVICE", SERVICE, "SKEIN_CLUSTER_HOST", host, "SKEIN_ROLES", roles);
    }
}
