package social.skein.stream;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.model.AccountId;

/** Keeps what one account does in order, while others overtake it; a bounded number of steps wait. */
final class Lanes {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);

    /** A minute's worth at the pace of a database that is in trouble; more would be old news. */
    private static final int MOST_WAITING = 10_000;

    private final Map<AccountId, Future<Void>> last = new HashMap<>();
    private int waiting;

    /** Runs the step after the account's earlier ones; false where too many wait already. A failure is logged here. */
    boolean run(AccountId account, Supplier<Future<Void>> step) {
        if (waiting == MOST_WAITING) {
            return false;
        }
        waiting++;
        Future<Void> before = last.getOrDefault(account, Future.succeededFuture());
        Future<Void> after = before.compose(done -> step.get()).recover(failure -> {
            LOG.warn("Readers were not told what account {} did: {}", account, failure.toString());
            return Future.succeededFuture();
        });
        last.put(account, after);
        after.onComplete(done -> {
            waiting--;
            last.remove(account, after);
        });
        return true;
    }
}
