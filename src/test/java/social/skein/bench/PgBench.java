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

/** What PostgreSQL does with nothing in front of it: {@code pgbench}, in a database of its own on the server of the stand. */
final class PgBench {
    private static final String DATABASE = "ceiling";
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");

    /** A row as long as a short post, in a table with nothing but its key; each is a transaction, on disk when answered. */
    private static final String TABLE = """
            create table line (id bigint generated always as identity primary key, author bigint not null, text text not null)
            """;

    private static final String INSERT = """
            \\set author random(1, 1000000)
            insert into line (author, text) values (:author, '%s');
            """.formatted(
            "A post of the usual length, as people write them. ".repeat(3).strip());

    private final BenchWorkspace premises;
    private final List<String> command;
    private final Map<String, String> environment;

    private PgBench(BenchWorkspace premises, List<String> command, Map<String, String> environment) {
        this.premises = premises;
        this.command = command;
        this.environment = environment;
    }

    static Optional<PgBench> find(BenchContext scene) {
        return ExternalTool.PGBENCH.find().map(program -> find(scene, program));
    }

    private static PgBench find(BenchContext scene, Path program) {
        StoreAccess stores = scene.deployment().stores();
        PgBench ceiling = new PgBench(
                scene.workspace(),
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
            ceiling.prepare(stores);
        }
        return ceiling;
    }

    private void prepare(StoreAccess stores) {
        stores.update("create database " + DATABASE);
        premises.runTool(command("-i", "-q", DATABASE), environment);
        try {
            Files.writeString(script(), INSERT);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        stores.updateInDatabase(DATABASE, TABLE);
    }

    private Path script() {
        return premises.folder().resolve("insert.sql");
    }

    /** Single rows by primary key a second. */
    double selectsPerSecond(Duration time) {
        return run(time, "-S");
    }

    /** Rows a second, each durable before the next of its client. */
    double insertsPerSecond(Duration time) {
        return run(time, "-f", script().toString());
    }

    private double run(Duration time, String... what) {
        String clients = Integer.toString(WorkloadSize.CONNECTIONS);
        List<String> run =
                command("-n", "-M", "prepared", "-c", clients, "-j", "2", "-T", Long.toString(time.toSeconds()));
        run.addAll(List.of(what));
        run.add(DATABASE);
        Matcher rate = RATE.matcher(premises.runTool(run, environment));
        if (!rate.find()) {
            throw new IllegalStateException("pgbench does not say how fast it was");
        }
        return Double.parseDouble(rate.group(1));
    }

    private List<String> command(String... arguments) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(arguments));
        return whole;
    }
}
