package social.skein.sql;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes statements, constants each, that change rows and answer nothing but how many. */
public interface Writes {

    /** How many rows the statement touches. */
    Future<Integer> update(@CompileTimeConstant String sql, @Nullable Object... arguments);

    /** The id that the transaction has drawn and not used yet, if there is one. */
    Optional<Long> takeSpareId(int shard);

    /** Has something done once the transaction of these statements is committed, and not if it is not. */
    void afterCommit(Runnable action);
}
