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
 * What can be asked of a database without changing it. Statements are constants, which the compiler sees to; what comes from
 * outside is an argument.
 */
public interface Reads {
    /** Every row of the answer, as records. */
    <T> Future<List<T>> list(@CompileTimeConstant String sql, Function<Row, T> mapper, @Nullable Object... arguments);

    /** The same, given up by PostgreSQL itself where it takes longer; {@link Db#isQueryCanceled} tells that failure. */
    <T> Future<List<T>> listWithTimeout(
            Duration timeout, @CompileTimeConstant String sql, Function<Row, T> mapper, @Nullable Object... arguments);

    /** The first row of the answer, or nothing. */
    default <T> Future<Optional<T>> find(
            @CompileTimeConstant String sql, Function<Row, T> mapper, @Nullable Object... arguments) {
        return list(sql, mapper, arguments).map(records -> records.stream().findFirst());
    }

    /** The one row this statement always answers with. */
    default <T> Future<T> one(@CompileTimeConstant String sql, Function<Row, T> mapper, @Nullable Object... arguments) {
        return find(sql, mapper, arguments).map(Optional::orElseThrow);
    }

    /**
     * The rows of a window. The statement has a column {@code id}, the cursor, which {@code $1} bounds from below and
     * {@code $2} from above; order and limit are added here, so its own arguments begin with {@code $4}.
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
