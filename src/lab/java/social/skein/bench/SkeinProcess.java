package social.skein.bench;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** A running Skein process with its roles, its client port if it serves clients, and its metrics. */
record SkeinProcess(JvmProcess process, List<String> roles, OptionalInt port, PrometheusMetrics metrics)
        implements AutoCloseable {
    private static final Pattern HTTP_ADDRESS = Pattern.compile("Clients +http://localhost:(\\d+)");
    private static final Pattern OPS_ADDRESS = Pattern.compile("Operators +(http://[0-9.:]+)");

    /** Waits until the process is ready. */
    static SkeinProcess awaitReady(JvmProcess process, String roleNames) {
        List<String> roles = List.of(roleNames.split(","));
        OptionalInt port = servesApi(roles)
                ? OptionalInt.of(Integer.parseInt(process.awaitLine(HTTP_ADDRESS)))
                : OptionalInt.empty();
        PrometheusMetrics metrics = new PrometheusMetrics(process.awaitLine(OPS_ADDRESS) + "/metrics");
        process.drainOutput(line -> {});
        return new SkeinProcess(process, roles, port, metrics);
    }

    private static boolean servesApi(List<String> roles) {
        return roles.contains(BenchDeployment.ALL_ROLES) || roles.contains("api");
    }

    /** Whether clients connect to it. */
    boolean isClientFacing() {
        return port.isPresent() || roles.contains("stream");
    }

    @Override
    public void close() {
        process.close();
    }
}
