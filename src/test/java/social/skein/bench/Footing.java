package social.skein.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The deployment of a rung, in the data folder that all rungs share: a climb is one database that grows up. */
final class Footing implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Premises premises;
    private final Rung rung;
    private final Path data;
    private final ServerProcess servers;
    private final Stores stores;
    private final List<ServerProcess> processes = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final List<Metrics> metrics = new ArrayList<>();

    private Footing(Premises premises, Rung rung, Path data) {
        this.premises = premises;
        this.rung = rung;
        this.data = data;
        this.servers = start("servers", Stand.ALL);
        this.servers.awaitLine(Pattern.compile("(The servers are running)"));
        this.servers.readOn(line -> {});
        this.stores = Stores.of(data);
    }

    /** Starts the rung's stores, and nothing that answers. */
    static Footing stores(Premises premises, Rung rung, Path data) {
        return new Footing(premises, rung, data);
    }

    /** Starts the processes of the rung, one after the other as an operator would. */
    void serve() {
        for (String roles : rung.processes()) {
            ServerProcess process = start("serve", roles);
            if (answers(roles)) {
                ports.add(Integer.parseInt(process.awaitLine(Pattern.compile("Clients +http://localhost:(\\d+)"))));
            }
            metrics.add(new Metrics(Stand.opsOf(process)));
            process.readOn(line -> {});
            processes.add(process);
        }
    }

    boolean seed() {
        return start("seed", Stand.ALL).endsWell();
    }

    Stores database() {
        return stores;
    }

    /** The ports of those who answer clients. */
    List<Integer> ports() {
        return ports;
    }

    /** The sum of a metric over all processes. */
    double sum(String name) {
        return metrics.stream().mapToDouble(each -> each.sum(name)).sum();
    }

    /** Waits until every fact has been handled. */
    void settle() {
        Waiting.until(
                "every fact is handled", PATIENCE, () -> sum("skein_outbox_depth") + sum("skein_consumer_lag") == 0);
    }

    /** What all processes hold, the stores among them. */
    double mebibytes() {
        return Memory.held(Stream.concat(servers.all(), processes.stream().flatMap(ServerProcess::all)));
    }

    private static boolean answers(String roles) {
        return roles.equals(Stand.ALL) || List.of(roles.split(",")).contains("api");
    }

    private ServerProcess start(String command, String roles) {
        List<String> arguments = new ArrayList<>(rung.machine());
        arguments.addAll(List.of(
                "-jar", Stand.JAR.toString(), command, "--config", rung.file().toString()));
        return premises.java(arguments, settings(roles));
    }

    /** What is this machine's and not the rung's. */
    private Map<String, String> settings(String roles) {
        Map<String, String> settings = new HashMap<>();
        settings.put("SKEIN_DATA_DIR", data.toString());
        settings.put("SKEIN_HTTP_HOST", "127.0.0.1");
        settings.put("SKEIN_HTTP_PORT", "0");
        settings.put("SKEIN_HTTP_DRAIN", "0s");
        settings.put("SKEIN_OPS_PORT", "0");
        settings.put("SKEIN_LIMITS_ENABLED", "false");
        settings.put("SKEIN_ROLES", roles);
        return settings;
    }

    @Override
    public void close() {
        processes.forEach(ServerProcess::close);
        servers.close();
    }
}
