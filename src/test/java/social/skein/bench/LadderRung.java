package social.skein.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A rung that can be climbed on one machine: its file, and the processes it stands for. */
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
    SIX(6, "Kafka, workers of their own", List.of("api,stream", "api,stream", "relay,fanout,notify,jobs")),
    EIGHT(8, "a process for each role", List.of("api", "api", "stream", "relay", "fanout", "notify", "jobs"));

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

    /** In the data folder that all rungs share. */
    BenchDeployment.DeploymentSpec spec(Path data) {
        return new BenchDeployment.DeploymentSpec(
                data,
                jvmOptions(),
                List.of("--config", "conf/rungs/" + number + ".yaml"),
                Map.of("SKEIN_HTTP_DRAIN", "0s", "SKEIN_RATE_LIMITS_ENABLED", "false"));
    }

    /** Whether a replica is read from. */
    boolean hasReplica() {
        return this == FOUR;
    }

    /** Whether home timelines are kept, and so can be live. */
    boolean hasRedisTimelines() {
        return number >= FIVE.number;
    }

    /** What a JVM is told of the machine it has. */
    List<String> jvmOptions() {
        return List.of("-Xmx512m");
    }
}
