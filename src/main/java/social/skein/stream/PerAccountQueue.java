package social.skein.stream;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.async.KeyedExecutor;
import social.skein.model.AccountId;

/**
 * Runs the tasks of each account one after the other, different accounts in parallel. Bounded; used from one event
 * loop.
 */
final class PerAccountQueue {
    private static final Logger LOG = LoggerFactory.getLogger(PerAccountQueue.class);

    /** About a minute of hints when the database is slow; older ones would arrive too late to matter. */
    private static final int MAX_PENDING = 10_000;

    private final KeyedExecutor<AccountId> executor = KeyedExecutor.confined(MAX_PENDING, 1);

    /** Runs the task after the account's earlier ones and logs its failure. Returns false if the queue is full. */
    boolean submit(AccountId account, Supplier<Future<Void>> task) {
        if (executor.pending() == MAX_PENDING) {
            return false;
        }
        executor.submit(account, task)
                .onFailure(failure -> LOG.warn(
                        "An event of account {} was not delivered to its streams: {}", account, failure.toString()));
        return true;
    }
}
