package social.skein.simulation;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.RowSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What a statement is answered with. */
record Rows(List<Map<String, Object>> rows, int count) {
    static final Rows NONE = new Rows(List.of(), 0);

    static Rows of(List<Map<String, Object>> rows) {
        return new Rows(rows, rows.size());
    }

    static Rows one(Map<String, Object> row) {
        return of(List.of(row));
    }

    static Rows changed(int count) {
        return new Rows(List.of(), count);
    }

    @SuppressWarnings("unchecked")
    RowSet<Row> set() {
        List<Row> all = rows.stream().map(Rows::row).toList();
        return StandIn.of(
                RowSet.class,
                Map.of(
                        "size", args -> all.size(),
                        "rowCount", args -> count,
                        "iterator", args -> iterator(all.iterator()),
                        "forEach",
                                args -> {
                                    all.forEach((Consumer<Row>) args[0]);
                                    return null;
                                }));
    }

    private static RowIterator<Row> iterator(Iterator<Row> rows) {
        return new RowIterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Row next() {
                return rows.next();
            }
        };
    }

    private static Row row(Map<String, Object> columns) {
        StandIn.Answer column = args -> columns.get((String) args[0]);
        return StandIn.of(
                Row.class,
                Map.of(
                        "getLong", column,
                        "getInteger", column,
                        "getString", column,
                        "getBoolean", column,
                        "getDouble", column,
                        "getArrayOfLongs", column,
                        "getArrayOfStrings", column));
    }
}
