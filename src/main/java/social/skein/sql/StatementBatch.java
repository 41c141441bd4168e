package social.skein.sql;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Several statements sent as one, {@code with w0 as (insert …), w1 as (update …) select …}, in one round trip. All see
 * the rows as they were before, so none may depend on another, and none may have a {@code with} or {@code returning}
 * clause of its own.
 */
final class StatementBatch implements Writes {
    private static final Pattern ARGUMENT = Pattern.compile("\\$(\\d+)");

    /** Merged statements by their parts; the code uses few combinations. */
    private static final Map<List<String>, String> SQL_CACHE = new ConcurrentHashMap<>();

    private final Transaction transaction;
    private final List<String> statements = new ArrayList<>();
    private final List<Integer> argumentOffsets = new ArrayList<>();
    private final List<@Nullable Object> arguments = new ArrayList<>();
    private final List<Promise<Integer>> results = new ArrayList<>();

    StatementBatch(Transaction transaction) {
        this.transaction = transaction;
    }

    @Override
    public Future<Integer> update(@CompileTimeConstant String sql, @Nullable Object... ownArguments) {
        Promise<Integer> rows = Promise.promise();
        statements.add(sql);
        argumentOffsets.add(arguments.size());
        arguments.addAll(Arrays.asList(ownArguments));
        results.add(rows);
        return rows.future();
    }

    @Override
    public Optional<Long> takeSpareId(int shard) {
        return transaction.takeSpareId(shard);
    }

    @Override
    public void afterCommit(Runnable action) {
        transaction.afterCommit(action);
    }

    @SuppressWarnings("CompileTimeConstant") // All parts are constants.
    void send() {
        String sql = SQL_CACHE.computeIfAbsent(List.copyOf(statements), absent -> mergedSql());
        transaction
                .one(sql, row -> row, arguments.toArray())
                .onComplete(this::completeResults, failure -> results.forEach(rows -> rows.fail(failure)));
    }

    private void completeResults(Row counts) {
        for (int i = 0; i < results.size(); i++) {
            results.get(i).complete(counts.getInteger(i));
        }
    }

    private String mergedSql() {
        StringBuilder with = new StringBuilder();
        StringBuilder counts = new StringBuilder();
        for (int i = 0; i < statements.size(); i++) {
            int first = argumentOffsets.get(i);
            String part = ARGUMENT.matcher(statements.get(i))
                    .replaceAll(found -> "\\$" + (Integer.parseInt(found.group(1)) + first));
            String before = i == 0 ? "" : ", ";
            with.append(before)
                    .append('w')
                    .append(i)
                    .append(" as (")
                    .append(part)
                    .append(" returning 1)");
            counts.append(before)
                    .append("(select count(*)::int from w")
                    .append(i)
                    .append(')');
        }
        return "with " + with + " select " + counts;
    }
}
