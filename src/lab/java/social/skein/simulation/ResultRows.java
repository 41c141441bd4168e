package social.skein.simulation;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.RowSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The result of a statement. */
record ResultRows(List<Map<String, Object>> rows, int count) {
    static final ResultRows NONE = new ResultRows(List.of(), 0);

    static ResultRows of(List<Map<String, Object>> rows) {
        return new ResultRows(rows, rows.size());
    }

    static ResultRows ofRow(Map<String, Object> row) {
        return of(List.of(row));
    }

    static ResultRows ofUpdateCount(int count) {
        return new ResultRows(List.of(), count);
    }

    @SuppressWarnings("unchecked")
    RowSet<Row> toRowSet() {
        List<Row> mapped = rows.stream().map(ResultRows::row).toList();
        return InterfaceStub.create(
                RowSet.class,
                Map.of(
                        "size", args -> mapped.size(),
                        "rowCount", args -> count,
                        "iterator", args -> iterator(mapped.iterator()),
                        "forEach",
                                args -> {
                                    mapped.forEach((Consumer<Row>) args[0]);
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
        InterfaceStub.StubMethod column = args -> columns.get((String) args[0]);
        return InterfaceStub.create(
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
