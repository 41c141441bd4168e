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
final class PostgresCeiling {
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

    private final Premises premises;
    private final List<String> command;
    private final Map<String, String> environment;

    private PostgresCeiling(Premises premises, List<String> command, Map<String, String> environment) {
        this.premises = premises;
        this.command = command;
        this.environment = environment;
    }

    static Optional<PostgresCeiling> of(Scene scene) {
        return Tool.PGBENCH.found().map(program -> of(scene, program));
    }

    private static PostgresCeiling of(Scene scene, Path program) {
        Stores stores = scene.stand().stores();
        PostgresCeiling ceiling = new PostgresCeiling(
                scene.premises(),
                List.of(
                        program.toString(),
                        "-h",
                        "127.0.0.1",
                        "-p",
                        stores.postgres().port(),
                        "-U",
                        "skein"),
                Map.of("PGPASSWORD", stores.postgres().password(), "PGDATABASE", DATABASE));
        if (stores.column("select 1 from pg_database where datname = ?", DATABASE)
                .isEmpty()) {
            ceiling.prepare(stores);
        }
        return ceiling;
    }

    private void prepare(Stores stores) {
        stores.update("create database " + DATABASE);
        premises.says(with("-i", "-q", DATABASE), environment);
        try {
            Files.writeString(script(), INSERT);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        stores.updateIn(DATABASE, TABLE);
    }

    private Path script() {
        return premises.folder().resolve("insert.sql");
    }

    /** Single rows by primary key a second. */
    double selects(Duration time) {
        return perSecond(time, "-S");
    }

    /** Rows a second, each durable before the next of its client. */
    double inserts(Duration time) {
        return perSecond(time, "-f", script().toString());
    }

    private double perSecond(Duration time, String... what) {
        String clients = Integer.toString(Effort.CONNECTIONS);
        List<String> run =
                with("-n", "-M", "prepared", "-c", clients, "-j", "2", "-T", Long.toString(time.toSeconds()));
        run.addAll(List.of(what));
        run.add(DATABASE);
        Matcher rate = RATE.matcher(premises.says(run, environment));
        if (!rate.find()) {
            throw new IllegalStateException("pgbench does not say how fast it was");
        }
        return Double.parseDouble(rate.group(1));
    }

    private List<String> with(String... arguments) {
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of(arguments));
        return whole;
    }
}
