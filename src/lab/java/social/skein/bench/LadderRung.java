package social.skein.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A rung that can be measured on one machine, with its configuration file and its processes. */
enum LadderRung {
    ONE(1, "one server, one database", List.of(BenchDeployment.ALL_ROLES)) {
        @Override
        List<String> jvmOptions() {
            return List.of("-XX:ActiveProcessorCount=1", "-Xmx256m");
        }
    },
    TWO(2, "a bigger machine", List.of(BenchDeployment.ALL_ROLES)),
    THREE(3, "two instances", List.of(BenchDeployment.ALL_ROLES, BenchDeployment.ALL_ROLES)),
    FOUR(4, "a read replica", List.of(BenchDeployment.ALL_ROLES, BenchDeployment.ALL_ROLES)),
    FIVE(5, "Redis", List.of(BenchDeployment.ALL_ROLES, BenchDeployment.ALL_ROLES)),
    SIX(6, "Kafka, separate workers", List.of("api,stream", "api,stream", "relay,fanout,notify,media,jobs")),
    EIGHT(8, "one process per role", List.of("api", "api", "stream", "relay", "fanout", "notify", "media", "jobs"));

    private final int number;
    private final String title;
    private final List<String> processes;

    LadderRung(int number, String title, List<String> processes) {
        this.number = number;
        this.title = title;
        this.processes = processes;
    }

    int number() {
        return number;
    }

    String title() {
        return title;
    }

    /** The roles of each process. */
    List<String> processes() {
        return processes;
    }

    /** Returns the deployment of this rung in the data folder that all rungs share. */
    BenchDeployment.DeploymentSpec spec(Path data) {
        return new BenchDeployment.DeploymentSpec(
                data,
                jvmOptions(),
                List.of("--config", "conf/rungs/" + number + ".yaml"),
                Map.of("SKEIN_HTTP_DRAIN", "0s", "SKEIN_RATE_LIMITS_ENABLED", "false"));
    }

    /** Whether reads use a replica. */
    boolean hasReplica() {
        return this == FOUR;
    }

    /** Whether home timelines are stored in Redis, and so can be live. */
    boolean hasRedisTimelines() {
        return number >= FIVE.number;
    }

    /** JVM options that limit processors and memory. */
    List<String> jvmOptions() {
        return List.of("-Xmx512m");
    }
}
