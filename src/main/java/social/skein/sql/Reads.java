package social.skein.sql;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import social.skein.model.Page;
import social.skein.model.PageRequest;

/**
 * Queries, which do not change the database. Statements must be compile-time constants, so input can only be an
 * argument.
 */
public interface Reads {
    /** All rows of the result. */
    <T> Future<List<T>> list(@CompileTimeConstant String sql, Function<Row, T> mapper, @Nullable Object... arguments);

    /** The same with a time limit, enforced by PostgreSQL; {@link Db#isQueryCanceled} recognises the failure. */
    <T> Future<List<T>> listWithTimeout(
            Duration timeout, @CompileTimeConstant String sql, Function<Row, T> mapper, @Nullable Object... arguments);

    /** The first row of the result, if any. */
    default <T> Future<Optional<T>> find(
            @CompileTimeConstant String sql, Function<Row, T> mapper, @Nullable Object... arguments) {
        return list(sql, mapper, arguments).map(records -> records.stream().findFirst());
    }

    /** The row of a statement that always returns one. */
    default <T> Future<T> one(@CompileTimeConstant String sql, Function<Row, T> mapper, @Nullable Object... arguments) {
        return find(sql, mapper, arguments).map(Optional::orElseThrow);
    }

    /**
     * The rows of a page. The statement selects a column {@code id}, the cursor, with {@code $1} as its exclusive lower
     * bound and {@code $2} as its exclusive upper bound. This method appends order and limit, so the statement's own
     * arguments start at {@code $4}.
     */
    default <T> Future<Page<T>> page(
            @CompileTimeConstant String sql,
            PageRequest window,
            Function<Row, T> mapper,
            ToLongFunction<T> cursor,
            Object... ownArguments) {
        List<Object> arguments = new ArrayList<>(List.of(window.lowerBound(), window.upperBound(), window.limit()));
        arguments.addAll(Arrays.asList(ownArguments));
        return list(
                        sql + (window.isAscending() ? " order by id limit $3" : " order by id desc limit $3"),
                        mapper,
                        arguments.toArray())
                .map(found -> Page.of(window, found, cursor));
    }
}
