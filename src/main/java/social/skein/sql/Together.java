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
 * Statements that go to PostgreSQL as one, {@code with w0 as (insert …), w1 as (update …) select …}: one message there and
 * one back. They see the rows as they were before any of them, so none may build on another, and none may have a
 * {@code with} or a {@code returning} of its own.
 */
final class Together implements Writes {
    private static final Pattern ARGUMENT = Pattern.compile("\\$(\\d+)");

    /** What was put together before, by its parts. Few combinations are ever asked for. */
    private static final Map<List<String>, String> MERGED = new ConcurrentHashMap<>();

    private final Sql transaction;
    private final List<String> parts = new ArrayList<>();
    private final List<Integer> firsts = new ArrayList<>();
    private final List<@Nullable Object> arguments = new ArrayList<>();
    private final List<Promise<Integer>> touched = new ArrayList<>();

    Together(Sql transaction) {
        this.transaction = transaction;
    }

    @Override
    public Future<Integer> update(@CompileTimeConstant String sql, @Nullable Object... own) {
        Promise<Integer> rows = Promise.promise();
        parts.add(sql);
        firsts.add(arguments.size());
        arguments.addAll(Arrays.asList(own));
        touched.add(rows);
        return rows.future();
    }

    @Override
    public Optional<Long> drawn(int shard) {
        return transaction.drawn(shard);
    }

    @Override
    public void afterCommit(Runnable next) {
        transaction.afterCommit(next);
    }

    @SuppressWarnings("CompileTimeConstant") // Its parts are constants.
    void send() {
        String sql = MERGED.computeIfAbsent(List.copyOf(parts), first -> merged());
        transaction
                .one(sql, row -> row, arguments.toArray())
                .onComplete(this::told, failure -> touched.forEach(rows -> rows.fail(failure)));
    }

    private void told(Row counts) {
        for (int i = 0; i < touched.size(); i++) {
            touched.get(i).complete(counts.getInteger(i));
        }
    }

    private String merged() {
        StringBuilder with = new StringBuilder();
        StringBuilder counts = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            int first = firsts.get(i);
            String part = ARGUMENT.matcher(parts.get(i))
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
