package social.skein.sql;

import com.google.errorprone.annotations.CompileTimeConstant;
import io.vertx.core.Future;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Statements that change rows. They must be compile-time constants. */
public interface Writes {

    /** Executes a statement and returns the number of affected rows. */
    Future<Integer> update(@CompileTimeConstant String sql, @Nullable Object... arguments);

    /** An id of the shard that the transaction has fetched and not used yet, if there is one. */
    Optional<Long> takeSpareId(int shard);

    /** Runs an action after the transaction is committed, and never if it is not. */
    void afterCommit(Runnable action);
}
