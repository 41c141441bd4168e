package social.skein.feature;

import io.vertx.core.Future;
import java.util.Set;
import social.skein.model.AccountId;

/**
 * Erases one kind of data of a deleted account, in batches, each in its own transaction. Each feature provides the
 * steps for its own tables.
 */
public interface ErasureStep {
    /** The kind of data, in a few words for the operator. */
    String label();

    /**
     * The columns that reference the account, as {@code table.column}; a test checks that the steps cover all of them.
     */
    Set<String> columns();

    /** The number of rows left. */
    Future<Long> countRemaining(AccountId account);

    /** Deletes up to {@code limit} rows and returns their number, 0 when none are left. */
    Future<Integer> deleteBatch(AccountId account, int limit);
}
