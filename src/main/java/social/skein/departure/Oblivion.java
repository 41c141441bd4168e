package social.skein.departure;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import social.skein.account.Forgetting;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.events.Outbox;
import social.skein.events.Topic;
import social.skein.model.AccountId;
import social.skein.oauth.Tokens;
import social.skein.sql.Db;
import social.skein.timeline.LiveTimelines;

/**
 * Forgets accounts that were deleted: goes round the steps, some rows at a time, until a whole round finds nothing. Where
 * it stands is only in what is left, so it may be killed and told again at any point. After a while it tells itself the
 * fact anew and lets others have their turn: no worker may be busy for longer than Kafka waits.
 */
public final class Oblivion implements FactHandler {
    private static final int ROWS_AT_ONCE = 200;
    private static final Duration TURN = Duration.ofSeconds(10);

    private final Db db;
    private final List<Forgetting> steps;
    private final Departures departures;
    private final Tokens tokens;
    private final LiveTimelines timelines;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    public Oblivion(
            Db db,
            List<Forgetting> steps,
            Departures departures,
            Tokens tokens,
            LiveTimelines timelines,
            Outbox outbox) {
        this.db = db;
        this.steps = List.copyOf(steps);
        this.departures = departures;
        this.tokens = tokens;
        this.timelines = timelines;
        this.outbox = outbox;
    }

    @Override
    public String role() {
        return "departures";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.ACCOUNTS);
    }

    /** A fact about somebody who did not leave is somebody's mistake, and destroys nothing. */
    @Override
    public Future<Void> handle(Fact fact) {
        return fact instanceof Fact.AccountDeleted left
                ? departures
                        .find(left.account())
                        .compose(known -> known.isPresent() ? turn(left) : Future.succeededFuture())
                : Future.succeededFuture();
    }

    /** Streams hang up first, before it is forgotten whose they were. Without Redis the timeline ends by itself. */
    private Future<Void> turn(Fact.AccountDeleted left) {
        AccountId account = left.account();
        return tokens.lookAgain(account)
                .compose(told -> timelines.forget(account).otherwiseEmpty())
                .compose(gone -> round(account, 0, 0, clock.instant().plus(TURN)))
                .compose(done -> done ? departures.finish(account) : db.transaction(tx -> outbox.append(tx, left)));
    }

    /**
     * Goes on with a step, and then with the next. A turn ends only where something was deleted: so each gets somewhere,
     * and a last round that finds nothing is never cut short.
     *
     * @param quiet how many steps in a row have found nothing
     * @return whether nothing is left
     */
    private Future<Boolean> round(AccountId account, int step, int quiet, Instant end) {
        if (quiet == steps.size()) {
            return Future.succeededFuture(true);
        }
        Forgetting what = steps.get(step % steps.size());
        return what.forget(account, ROWS_AT_ONCE)
                .compose(gone -> gone == 0
                        ? round(account, step + 1, quiet + 1, end)
                        : departures
                                .advance(account, what.what(), gone)
                                .compose(told -> clock.instant().isAfter(end)
                                        ? Future.succeededFuture(false)
                                        : round(account, step, 0, end)));
    }

    /** How much there is of each thing that goes, in the order in which it does. */
    public Future<Map<String, Long>> left(AccountId account) {
        Future<Map<String, Long>> counted = Future.succeededFuture(new LinkedHashMap<>());
        for (Forgetting step : steps) {
            counted = counted.compose(so -> step.left(account).map(left -> {
                so.put(step.what(), left);
                return so;
            }));
        }
        return counted;
    }

    /** What is gone through: a test holds them against all tables. */
    public List<Forgetting> steps() {
        return steps;
    }
}
