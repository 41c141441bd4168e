package social.skein.jar;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import social.skein.support.HomeStreamListener;
import social.skein.support.JarProcess;
import social.skein.support.JarRunner;
import social.skein.support.Person;

/** Two processes that find each other by one name, as pods behind a headless Kubernetes service do. */
class KubernetesDiscoveryIT {
    private static final String SERVICE = "skein-cluster.default.svc.cluster.local";

    @Test
    void processes_find_each_other_behind_the_name_of_a_service() throws Exception {
        try (JarRunner machine = new JarRunner()) {
            Path hosts = Files.writeString(
                    machine.folder().resolve("hosts"),
                    "127.0.0.1 localhost\n127.0.0.2 %s\n127.0.0.3 %s\n".formatted(SERVICE, SERVICE));
            JarProcess worker =
                    machine.startWithHostsFile(hosts, at("127.0.0.2", "all")).awaitReady();
            JarProcess front = machine.startWithHostsFile(hosts, at("127.0.0.3", "api,stream"))
                    .awaitReady();
            Person alice = machine.signUp("alice", worker);
            Person bob = machine.signUp("bob", front);
            bob.follows(alice);

            try (HomeStreamListener listener = new HomeStreamListener(bob.token(), front.httpPort())) {
                machine.eventuallyStreamed("the front tells of what the worker brought about", alice, listener);
            }
            front.stopAndVerify();
            worker.stopAndVerify();
        }
    }

    private static Map<String, String> at(String host, String roles) {
        return Map.of("SKEIN_CLUSTER_KUBERNETES_SERVICE", SERVICE, "SKEIN_CLUSTER_HOST", host, "SKEIN_ROLES", roles);
    }
}
