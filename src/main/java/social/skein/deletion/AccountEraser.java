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
import social.skein.timeline.RedisHomeTimelines;

/**
 * Erases the data of deleted accounts: cycles through the steps in batches until a whole cycle deletes nothing. The
 * remaining rows are the only progress, so it can be killed and retried at any point. After {@link #TIME_SLICE} it
 * appends the fact to the outbox again and returns: a consumer that is busy for longer would exceed Kafka's poll
 * interval.
 */
public final class AccountEraser implements FactHandler {
    private static final int BATCH_SIZE = 200;
    private static final Duration TIME_SLICE = Duration.ofSeconds(10);

    private final Db db;
    private final List<ErasureStep> steps;
    private final AccountDeletions deletions;
    private final Tokens tokens;
    private final RedisHomeTimelines timelines;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    public AccountEraser(
            Db db,
            List<ErasureStep> steps,
            AccountDeletions deletions,
            Tokens tokens,
            RedisHomeTimelines timelines,
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

    /** Ignores the fact if no deletion is recorded, so that a stray fact destroys nothing. */
    @Override
    public Future<Void> handle(Fact fact) {
        return fact instanceof Fact.AccountDeleted deleted
                ? deletions
                        .find(deleted.account())
                        .compose(found -> found.isPresent() ? eraseSlice(deleted) : Future.succeededFuture())
                : Future.succeededFuture();
    }

    /** Closes streams first, while the tokens still exist. If Redis is down, the cached timeline expires by its TTL. */
    private Future<Void> eraseSlice(Fact.AccountDeleted deleted) {
        AccountId account = deleted.account();
        return tokens.invalidate(account)
                .compose(invalidated -> timelines.invalidate(account).otherwiseEmpty())
                .compose(
                        invalidated -> eraseSteps(account, 0, 0, clock.instant().plus(TIME_SLICE)))
                .compose(done -> done ? deletions.finish(account) : db.transaction(tx -> outbox.append(tx, deleted)));
    }

    /**
     * Runs a step until it is empty, then the next. The deadline is checked only after a batch deleted rows, so each
     * slice makes progress and the final, empty cycle is never cut short.
     *
     * @param emptySteps the number of consecutive steps that deleted nothing
     * @return whether nothing is left
     */
    private Future<Boolean> eraseSteps(AccountId account, int step, int emptySteps, Instant deadline) {
        if (emptySteps == steps.size()) {
            return Future.succeededFuture(true);
        }
        ErasureStep current = steps.get(step % steps.size());
        return current.deleteBatch(account, BATCH_SIZE)
                .compose(deleted -> deleted == 0
                        ? eraseSteps(account, step + 1, emptySteps + 1, deadline)
                        : deletions
                                .advance(account, current.label(), deleted)
                                .compose(advanced -> clock.instant().isAfter(deadline)
                                        ? Future.succeededFuture(false)
                                        : eraseSteps(account, step, 0, deadline)));
    }

    /** The remaining rows of each step by label, in the order of the steps. */
    public Future<Map<String, Long>> remaining(AccountId account) {
        Future<Map<String, Long>> counted = Future.succeededFuture(new LinkedHashMap<>());
        for (ErasureStep step : steps) {
            counted = counted.compose(counts -> step.countRemaining(account).map(remaining -> {
                counts.put(step.label(), remaining);
                return counts;
            }));
        }
        return counted;
    }

    /** The steps in order; a test compares them with all tables. */
    public List<ErasureStep> steps() {
        return steps;
    }
}
