package social.skein.support;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import social.skein.sql.PostgresUri;

/** All that a database holds at one moment, as text: of each table the rows, with its name before them, binary columns in hexadecimal. */
public record DatabaseSnapshot(Map<String, List<String>> byTable) {
    /** Ids are drawn and places are remembered by whoever asks for something, also where it is refused. */
    private static final Set<String> IGNORED_TABLES = Set.of("id_shard", "write_position", "flyway_schema_history");

    private static final String LIST_TABLES = """
            select table_name from information_schema.tables
             where table_schema = 'public' and table_type = 'BASE TABLE' order by 1
            """;

    /** That somebody was here today is noted once a day. */
    private static final String SELECT_ROWS =
            "select '%1$s ' || (to_jsonb(r) - 'last_used_on' - 'last_seen_on')::text from %1$s r";

    public static DatabaseSnapshot take(PostgresUri uri) {
        String jdbc = "jdbc:postgresql://" + uri.host() + ":" + uri.port() + "/" + uri.database();
        try (Connection connection = DriverManager.getConnection(jdbc, uri.user(), uri.password());
                Statement sql = connection.createStatement()) {
            String all = queryColumn(sql, LIST_TABLES).stream()
                    .filter(table -> !IGNORED_TABLES.contains(table))
                    .map(SELECT_ROWS::formatted)
                    .collect(Collectors.joining(" union all "));
            return new DatabaseSnapshot(queryColumn(sql, all).stream()
                    .collect(Collectors.groupingBy(
                            row -> row.substring(0, row.indexOf(' ')), TreeMap::new, Collectors.toList())));
        } catch (SQLException refused) {
            throw new AssertionError(refused);
        }
    }

    /** The rows of this that the other has not. */
    public List<String> minus(DatabaseSnapshot other) {
        List<String> more = new ArrayList<>();
        byTable.forEach((table, rows) -> {
            Set<String> known = new TreeSet<>(other.byTable.getOrDefault(table, List.of()));
            rows.stream().filter(row -> !known.contains(row)).forEach(row -> more.add(row));
        });
        return more;
    }

    public String text() {
        return byTable.values().stream().flatMap(List::stream).collect(Collectors.joining("\n"));
    }

    private static List<String> queryColumn(Statement sql, String statement) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = sql.executeQuery(statement)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
