package social.skein.stream;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.model.AccountId;

/** Keeps what one account does in order, while others overtake it; a bounded number of steps wait. */
final class PerAccountQueue {
    private static final Logger LOG = LoggerFactory.getLogger(PerAccountQueue.class);

    /** A minute's worth at the pace of a database that is in trouble; more would be old news. */
    private static final int MAX_WAITING = 10_000;

    private final Map<AccountId, Future<Void>> tails = new HashMap<>();
    private int waiting;

    /** Runs the step after the account's earlier ones; false where too many wait already. A failure is logged here. */
    boolean submit(AccountId account, Supplier<Future<Void>> task) {
        if (waiting == MAX_WAITING) {
            return false;
        }
        waiting++;
        Future<Void> before = tails.getOrDefault(account, Future.succeededFuture());
        Future<Void> after = before.compose(done -> task.get()).recover(failure -> {
            LOG.warn("Readers were not told what account {} did: {}", account, failure.toString());
            return Future.succeededFuture();
        });
        tails.put(account, after);
        after.onComplete(done -> {
            waiting--;
            tails.remove(account, after);
        });
        return true;
    }
}
