package social.skein.support;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import social.skein.sql.PostgresUri;

/**
 * The contents of a database as text: the rows of each table, with the name of the table before them, and with binary
 * columns in hexadecimal.
 */
public record DatabaseSnapshot(Map<String, List<String>> byTable) {
    /** Rejected requests also allocate ids and record write positions. */
    private static final Set<String> IGNORED_TABLES =
            Set.of("id_shard", "leader_lease", "write_position", "flyway_schema_history");

    private static final String LIST_TABLES = """
            select table_name from information_schema.tables
             where table_schema = 'public' and table_type = 'BASE TABLE' order by 1
            """;

    /** Omits the dates of the last use, which are updated once a day. */
    private static final String SELECT_ROWS =
            "select '%1$s ' || (to_jsonb(r) - 'last_used_on' - 'last_seen_on')::text from %1$s r";

    public static DatabaseSnapshot take(PostgresUri uri) {
        String all = Jdbc.query(uri, LIST_TABLES).stream()
                .filter(table -> !IGNORED_TABLES.contains(table))
                .map(SELECT_ROWS::formatted)
                .collect(Collectors.joining(" union all "));
        return new DatabaseSnapshot(Jdbc.query(uri, all).stream()
                .collect(Collectors.groupingBy(
                        row -> row.substring(0, row.indexOf(' ')), TreeMap::new, Collectors.toList())));
    }

    /** Returns the rows of this snapshot that the other one does not contain. */
    public List<String> minus(DatabaseSnapshot other) {
        List<String> added = new ArrayList<>();
        byTable.forEach((table, rows) -> {
            Set<String> known = new TreeSet<>(other.byTable.getOrDefault(table, List.of()));
            rows.stream().filter(row -> !known.contains(row)).forEach(row -> added.add(row));
        });
        return added;
    }

    public String text() {
        return byTable.values().stream().flatMap(List::stream).collect(Collectors.joining("\n"));
    }
}
