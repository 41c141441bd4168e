package social.skein.consistency;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import social.skein.events.DeadLetters;
import social.skein.events.Outbox;
import social.skein.model.AccountId;
import social.skein.sql.Sql;
import social.skein.timeline.TimelineGapCheck;

/** All that is looked at. It may run beside a deployment that serves: what is still on its way is not taken for lost. */
public final class ConsistencyCheck {
    private static final String ACTIVE_ACCOUNTS = """
            select account_id from oauth_token
             where account_id is not null and revoked_at is null
             group by account_id order by max(id) desc limit $1
            """;

    /** Deleted posts take their notifications along, within moments. */
    private static final String NOTIFICATIONS_OF_DELETED = """
            with newest as materialized (
                 select * from notification
                  where status_id <> 0 and created_at < now() - interval '1 minute' order by created_at desc limit $1)
            select newest.account_id, newest.type, newest.status_id, status.id is null as wrong
              from newest left join status on status.id = newest.status_id
            """;

    private static final double MAX_OUTBOX_AGE_SECONDS = 60;
    private static final int MAX_DEAD_LETTERS = 100;

    private final Sql sql;
    private final TimelineGapCheck gapCheck;
    private final Outbox outbox;
    private final DeadLetters deadLetters;
    private final Supplier<Future<Void>> deliveryDelay;

    /** @param deliveryDelay as long as a post needs at most on its way to a timeline, before what seems missing is looked for again */
    public ConsistencyCheck(
            Sql sql,
            TimelineGapCheck gapCheck,
            Outbox outbox,
            DeadLetters deadLetters,
            Supplier<Future<Void>> deliveryDelay) {
        this.sql = sql;
        this.gapCheck = gapCheck;
        this.outbox = outbox;
        this.deadLetters = deadLetters;
        this.deliveryDelay = deliveryDelay;
    }

    /**
     * Looks at the newest of everything.
     *
     * @param sampleSize how many of each
     */
    public Future<List<CheckResult>> run(int sampleSize) {
        List<CheckResult> checks = new ArrayList<>();
        CounterCheck counts = new CounterCheck(sql);
        return counts.statuses(sampleSize)
                .onSuccess(checks::add)
                .compose(done -> counts.accounts(sampleSize))
                .onSuccess(checks::add)
                .compose(done -> notifications(sampleSize))
                .onSuccess(checks::add)
                .compose(done -> timelines(sampleSize))
                .onSuccess(checks::add)
                .compose(done -> outbox())
                .onSuccess(checks::add)
                .compose(done -> deadLetters())
                .onSuccess(checks::add)
                .map(checks);
    }

    private Future<CheckResult> notifications(int sampleSize) {
        return sql.list(
                        NOTIFICATIONS_OF_DELETED,
                        row -> row.getBoolean("wrong")
                                ? Optional.of("account " + row.getLong("account_id") + " is told of a "
                                        + row.getString("type") + " of post " + row.getLong("status_id")
                                        + ", which is gone")
                                : Optional.<String>empty(),
                        sampleSize)
                .map(each -> new CheckResult(
                        "notifications are of posts that are there",
                        each.size(),
                        each.stream().flatMap(Optional::stream).toList()));
    }

    private Future<CheckResult> timelines(int sampleSize) {
        return sql.list(ACTIVE_ACCOUNTS, row -> new AccountId(row.getLong("account_id")), sampleSize)
                .compose(this::findMissing)
                .compose(first -> first.byReader().isEmpty()
                        ? Future.succeededFuture(first)
                        : deliveryDelay
                                .get()
                                .compose(later -> findMissing(first.byReader().keySet()))
                                .map(second -> new MissingStatuses(first.cachedTimelines, first.inBoth(second))))
                .map(found -> new CheckResult(
                        "live timelines hold what they say they hold", found.cachedTimelines, found.findings()));
    }

    /**
     * What some timelines lack.
     *
     * @param cachedTimelines how many of them are live
     */
    private record MissingStatuses(int cachedTimelines, Map<AccountId, List<Long>> byReader) {
        /** What was missing both times was not on its way. */
        Map<AccountId, List<Long>> inBoth(MissingStatuses later) {
            Map<AccountId, List<Long>> both = new LinkedHashMap<>();
            later.byReader.forEach((reader, posts) -> {
                List<Long> before = byReader.getOrDefault(reader, List.of());
                List<Long> still = posts.stream().filter(before::contains).toList();
                if (!still.isEmpty()) {
                    both.put(reader, still);
                }
            });
            return both;
        }

        List<String> findings() {
            return byReader.entrySet().stream()
                    .map(one -> "the home of account " + one.getKey() + " lacks "
                            + one.getValue().size() + " posts, the newest is "
                            + one.getValue().get(0))
                    .toList();
        }
    }

    /** One after the other, so that a deployment which serves does not feel it. */
    private Future<MissingStatuses> findMissing(Collection<AccountId> readers) {
        Map<AccountId, List<Long>> lacking = new LinkedHashMap<>();
        Future<Integer> live = Future.succeededFuture(0);
        for (AccountId reader : readers) {
            live = live.compose(before -> gapCheck.findMissing(reader).map(found -> {
                found.filter(ids -> !ids.isEmpty()).ifPresent(ids -> lacking.put(reader, ids));
                return before + (found.isPresent() ? 1 : 0);
            }));
        }
        return live.map(number -> new MissingStatuses(number, lacking));
    }

    private Future<CheckResult> outbox() {
        return outbox.backlog()
                .map(waiting -> new CheckResult(
                        "facts wait in the outbox, none for longer than a minute",
                        waiting.depth(),
                        waiting.ageSeconds() > MAX_OUTBOX_AGE_SECONDS
                                ? List.of("the oldest has waited for " + Math.round(waiting.ageSeconds())
                                        + " s: no process with the role relay moves them on")
                                : List.of()));
    }

    private Future<CheckResult> deadLetters() {
        return deadLetters
                .pending(0, MAX_DEAD_LETTERS)
                .map(letters -> new CheckResult(
                        "dead letters",
                        letters.size(),
                        letters.stream()
                                .map(letter -> "the role " + letter.role() + " could not handle " + letter.topic() + " "
                                        + letter.id() + ": " + letter.cause())
                                .toList()));
    }
}
