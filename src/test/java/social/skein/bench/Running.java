package social.skein.bench;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** A process of Skein that runs: its roles, the port of its clients where it has any, and what it says of itself. */
record Running(ServerProcess process, List<String> roles, OptionalInt port, Metrics metrics) implements AutoCloseable {
    private static final Pattern CLIENTS = Pattern.compile("Clients +http://localhost:(\\d+)");
    private static final Pattern OPERATORS = Pattern.compile("Operators +(http://[0-9.:]+)");

    /** Returns once it serves. */
    static Running of(ServerProcess process, String named) {
        List<String> roles = List.of(named.split(","));
        OptionalInt port =
                answers(roles) ? OptionalInt.of(Integer.parseInt(process.awaitLine(CLIENTS))) : OptionalInt.empty();
        Metrics metrics = new Metrics(process.awaitLine(OPERATORS) + "/metrics");
        process.readOn(line -> {});
        return new Running(process, roles, port, metrics);
    }

    private static boolean answers(List<String> roles) {
        return roles.contains(Stand.ALL) || roles.contains("api");
    }

    /** Whether clients are connected to it. */
    boolean isFront() {
        return port.isPresent() || roles.contains("stream");
    }

    @Override
    public void close() {
        process.close();
    }
}
