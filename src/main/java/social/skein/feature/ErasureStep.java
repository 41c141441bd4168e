package social.skein.feature;

import io.vertx.core.Future;
import java.util.Set;
import social.skein.model.AccountId;

/**
 * One kind of thing that somebody leaves behind when their account is deleted, and how it goes: some at a time, each time
 * in a transaction of its own. Each feature offers those of its own tables.
 */
public interface ErasureStep {
    /** What it is, in a word or two for whoever runs the server. */
    String label();

    /** The columns that name the account, as {@code table.column}; a test holds that no table has others. */
    Set<String> columns();

    /** How many there still are. */
    Future<Long> countRemaining(AccountId account);

    /** Deletes some and says how many; 0 once there are none. May be repeated and then changes nothing. */
    Future<Integer> deleteBatch(AccountId account, int limit);
}
