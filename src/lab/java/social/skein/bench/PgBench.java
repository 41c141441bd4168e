package social.skein.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures PostgreSQL alone with {@code pgbench}, in a separate database on the server of the deployment. */
final class PgBench {
    private static final String DATABASE = "ceiling";
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    /** A table for rows the size of a short post, without secondary indexes; each insert is a durable transaction. */
    private static final String TABLE = """
            create table line (id bigint generated always as identity primary key, author bigint not null, text text not null)
            """;

    private static final String INSERT = """
            \\set author random(1, 1000000)
            insert into line (author, text) values (:author, '%s');
            """.formatted(
            "A post of the usual length, as people write them. ".repeat(3).strip());

    private final BenchWorkspace workspace;
    private final List<String> command;
    private final Map<String, String> environment;

    private PgBench(BenchWorkspace workspace, List<String> command, Map<String, String> environment) {
        this.workspace = workspace;
        this.command = command;
        this.environment = environment;
    }

    static Optional<PgBench> find(BenchContext context) {
        return ExternalTool.PGBENCH.find().map(program -> find(context, program));
    }

    private static PgBench find(BenchContext context, Path program) {
        StoreAccess stores = context.deployment().stores();
        PgBench pgBench = new PgBench(
                context.workspace(),
                List.of(
                        program.toString(),
                        "-h",
                        "127.0.0.1",
                        "-p",
                        stores.postgres().port(),
                        "-U",
                        "skein"),
                Map.of("PGPASSWORD", stores.postgres().password(), "PGDATABASE", DATABASE));
        if (stores.queryColumn("select 1 from pg_database where datname = ?", DATABASE)
                .isEmpty()) {
            pgBench.prepare(stores);
        }
        return pgBench;
    }

    private void prepare(StoreAccess stores) {
        stores.update("create database " + DATABASE);
        workspace.runTool(command("-i", "-q", DATABASE), environment);
        try {
            Files.writeString(script(), INSERT);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        stores.updateInDatabase(DATABASE, TABLE);
    }

    private Path script() {
        return workspace.folder().resolve("insert.sql");
    }

    /** Returns reads of single rows by primary key per second. */
    double selectsPerSecond(Duration time) {
        return run(time, "-S");
    }

    /** Returns durable inserts per second; each client waits for one before the next. */
    double insertsPerSecond(Duration time) {
        return run(time, "-f", script().toString());
    }

    private double run(Duration time, String... options) {
        String clients = Integer.toString(WorkloadSize.CONNECTIONS);
        List<String> arguments =
                command("-n", "-M", "prepared", "-c", clients, "-j", "2", "-T", Long.toString(time.toSeconds()));
        arguments.addAll(List.of(options));
        arguments.add(DATABASE);
        Matcher rate = RATE.matcher(workspace.runTool(arguments, environment));
        if (!rate.find()) {
            throw new IllegalStateException("The output of pgbench has no rate");
        }
        return Double.parseDouble(rate.group(1));
    }

    private List<String> command(String... arguments) {
        List<String> complete = new ArrayList<>(command);
        complete.addAll(List.of(arguments));
        return complete;
    }
}
