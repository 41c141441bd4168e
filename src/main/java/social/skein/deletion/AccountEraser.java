package social.skein.deletion;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.events.Outbox;
import social.skein.events.Topic;
import social.skein.feature.ErasureStep;
import social.skein.model.AccountId;
import social.skein.oauth.Tokens;
import social.skein.sql.Db;
import social.skein.timeline.RedisTimelines;

/**
 * Forgets accounts that were deleted: goes round the steps, some rows at a time, until a whole round finds nothing. Where
 * it stands is only in what is left, so it may be killed and told again at any point. After a while it tells itself the
 * fact anew and lets others have their turn: no worker may be busy for longer than Kafka waits.
 */
public final class AccountEraser implements FactHandler {
    private static final int BATCH_SIZE = 200;
    private static final Duration TIME_SLICE = Duration.ofSeconds(10);

    private final Db db;
    private final List<ErasureStep> steps;
    private final AccountDeletions deletions;
    private final Tokens tokens;
    private final RedisTimelines timelines;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    public AccountEraser(
            Db db,
            List<ErasureStep> steps,
            AccountDeletions deletions,
            Tokens tokens,
            RedisTimelines timelines,
            Outbox outbox) {
        this.db = db;
        this.steps = List.copyOf(steps);
        this.deletions = deletions;
        this.tokens = tokens;
        this.timelines = timelines;
        this.outbox = outbox;
    }

    @Override
    public String role() {
        return "deletions";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.ACCOUNTS);
    }

    /** A fact about somebody who did not leave is somebody's mistake, and destroys nothing. */
    @Override
    public Future<Void> handle(Fact fact) {
        return fact instanceof Fact.AccountDeleted left
                ? deletions
                        .find(left.account())
                        .compose(known -> known.isPresent() ? eraseSlice(left) : Future.succeededFuture())
                : Future.succeededFuture();
    }

    /** Streams hang up first, before it is forgotten whose they were. Without Redis the timeline ends by itself. */
    private Future<Void> eraseSlice(Fact.AccountDeleted deleted) {
        AccountId account = deleted.account();
        return tokens.invalidate(account)
                .compose(told -> timelines.invalidate(account).otherwiseEmpty())
                .compose(gone -> eraseSteps(account, 0, 0, clock.instant().plus(TIME_SLICE)))
                .compose(done -> done ? deletions.finish(account) : db.transaction(tx -> outbox.append(tx, deleted)));
    }

    /**
     * Goes on with a step, and then with the next. A turn ends only where something was deleted: so each gets somewhere,
     * and a last round that finds nothing is never cut short.
     *
     * @param emptySteps how many steps in a row have found nothing
     * @return whether nothing is left
     */
    private Future<Boolean> eraseSteps(AccountId account, int step, int emptySteps, Instant deadline) {
        if (emptySteps == steps.size()) {
            return Future.succeededFuture(true);
        }
        ErasureStep what = steps.get(step % steps.size());
        return what.deleteBatch(account, BATCH_SIZE)
                .compose(gone -> gone == 0
                        ? eraseSteps(account, step + 1, emptySteps + 1, deadline)
                        : deletions
                                .advance(account, what.label(), gone)
                                .compose(told -> clock.instant().isAfter(deadline)
                                        ? Future.succeededFuture(false)
                                        : eraseSteps(account, step, 0, deadline)));
    }

    /** How much there is of each thing that goes, in the order in which it does. */
    public Future<Map<String, Long>> remaining(AccountId account) {
        Future<Map<String, Long>> counted = Future.succeededFuture(new LinkedHashMap<>());
        for (ErasureStep step : steps) {
            counted = counted.compose(so -> step.countRemaining(account).map(left -> {
                so.put(step.label(), left);
                return so;
            }));
        }
        return counted;
    }

    /** What is gone through: a test holds them against all tables. */
    public List<ErasureStep> steps() {
        return steps;
    }
}
