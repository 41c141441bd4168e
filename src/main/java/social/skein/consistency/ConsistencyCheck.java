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
import social.skein.model.Plurals;
import social.skein.sql.Sql;
import social.skein.timeline.TimelineGapCheck;
import social.skein.timeline.UnknownStatusCheck;

/** All consistency checks. They can run against a live system: deliveries in flight are not reported as missing. */
public final class ConsistencyCheck {
    private static final String ACTIVE_ACCOUNTS = """
            select account_id from oauth_token
             where account_id is not null and revoked_at is null
             group by account_id order by max(id) desc limit $1
            """;

    /** Notifications of deleted posts are deleted within moments, so only older ones are checked. */
    private static final String NOTIFICATIONS_OF_DELETED = """
            with newest as materialized (
                 select * from notification
                  where status_id <> 0 and created_at < now() - interval '1 minute' order by created_at desc limit $1)
            select newest.account_id, newest.type, newest.status_id, status.id is null as orphaned
              from newest left join status on status.id = newest.status_id
            """;

    private static final double MAX_OUTBOX_AGE_SECONDS = 60;
    private static final int MAX_DEAD_LETTERS = 100;

    private final Sql sql;
    private final TimelineGapCheck gapCheck;
    private final UnknownStatusCheck unknownCheck;
    private final Outbox outbox;
    private final DeadLetters deadLetters;
    private final Supplier<Future<Void>> deliveryDelay;

    /** @param deliveryDelay completes after the longest delivery of a post, before missing posts are looked up again */
    public ConsistencyCheck(
            Sql sql,
            TimelineGapCheck gapCheck,
            UnknownStatusCheck unknownCheck,
            Outbox outbox,
            DeadLetters deadLetters,
            Supplier<Future<Void>> deliveryDelay) {
        this.sql = sql;
        this.gapCheck = gapCheck;
        this.unknownCheck = unknownCheck;
        this.outbox = outbox;
        this.deadLetters = deadLetters;
        this.deliveryDelay = deliveryDelay;
    }

    /**
     * Runs all checks on the newest rows.
     *
     * @param sampleSize the number of rows per check
     */
    public Future<List<CheckResult>> run(int sampleSize) {
        List<CheckResult> checks = new ArrayList<>();
        CounterCheck counters = new CounterCheck(sql);
        return counters.statuses(sampleSize)
                .onSuccess(checks::add)
                .compose(done -> counters.accounts(sampleSize))
                .onSuccess(checks::add)
                .compose(done -> notifications(sampleSize))
                .onSuccess(checks::add)
                .compose(done -> sql.list(ACTIVE_ACCOUNTS, row -> new AccountId(row.getLong("account_id")), sampleSize))
                .compose(readers -> missing(readers)
                        .onSuccess(checks::add)
                        .compose(done -> unknown(readers))
                        .onSuccess(checks::add))
                .compose(done -> outbox())
                .onSuccess(checks::add)
                .compose(done -> deadLetters())
                .onSuccess(checks::add)
                .map(checks);
    }

    private Future<CheckResult> notifications(int sampleSize) {
        return sql.list(
                        NOTIFICATIONS_OF_DELETED,
                        row -> row.getBoolean("orphaned")
                                ? Optional.of("account " + row.getLong("account_id") + " has a notification of type "
                                        + row.getString("type") + " for post " + row.getLong("status_id")
                                        + ", which does not exist")
                                : Optional.<String>empty(),
                        sampleSize)
                .map(rows -> {
                    List<String> orphaned =
                            rows.stream().flatMap(Optional::stream).toList();
                    return new CheckResult(
                            orphaned.isEmpty()
                                    ? "The posts of " + Plurals.count(rows.size(), "notification") + " exist"
                                    : orphaned.size() + " of " + Plurals.count(rows.size(), "notification")
                                            + (orphaned.size() == 1
                                                    ? " is for a post that does not exist"
                                                    : " are for posts that do not exist"),
                            orphaned);
                });
    }

    private Future<CheckResult> missing(List<AccountId> readers) {
        return findMissing(readers)
                .compose(first -> first.byReader().isEmpty()
                        ? Future.succeededFuture(first)
                        : deliveryDelay
                                .get()
                                .compose(delayed -> findMissing(first.byReader().keySet()))
                                .map(second -> new MissingStatuses(first.cachedTimelines, first.inBoth(second))))
                .map(found -> timelines(found.cachedTimelines, " lacks posts", " lack posts", found.findings()));
    }

    /** After a restore of the database Redis may know posts that the database does not. */
    private Future<CheckResult> unknown(List<AccountId> readers) {
        Map<AccountId, List<Long>> unknown = new LinkedHashMap<>();
        Future<Integer> cached = Future.succeededFuture(0);
        for (AccountId reader : readers) {
            cached = cached.compose(before -> unknownCheck.findUnknown(reader).map(found -> {
                found.filter(ids -> !ids.isEmpty()).ifPresent(ids -> unknown.put(reader, ids));
                return before + (found.isPresent() ? 1 : 0);
            }));
        }
        return cached.map(count -> timelines(
                count,
                " has posts that the database does not have",
                " have posts that the database does not have",
                unknown.entrySet().stream()
                        .map(entry -> "the home timeline of account " + entry.getKey() + " has "
                                + Plurals.count(entry.getValue().size(), "post")
                                + " that the database does not have, the newest is "
                                + entry.getValue().get(0)
                                + ": if the database was restored, run timeline forget --all")
                        .toList()));
    }

    private static CheckResult timelines(int examined, String singular, String plural, List<String> violations) {
        return new CheckResult(
                violations.isEmpty()
                        ? "None of " + Plurals.count(examined, "home timeline") + " in Redis" + singular
                        : violations.size() + " of " + Plurals.count(examined, "home timeline") + " in Redis"
                                + (violations.size() == 1 ? singular : plural),
                violations);
    }

    /**
     * The statuses missing from cached timelines, by reader.
     *
     * @param cachedTimelines the number of timelines that are cached
     */
    private record MissingStatuses(int cachedTimelines, Map<AccountId, List<Long>> byReader) {
        /** The statuses that are missing both times, so not merely in flight. */
        Map<AccountId, List<Long>> inBoth(MissingStatuses later) {
            Map<AccountId, List<Long>> both = new LinkedHashMap<>();
            later.byReader.forEach((reader, statuses) -> {
                List<Long> before = byReader.getOrDefault(reader, List.of());
                List<Long> missing = statuses.stream().filter(before::contains).toList();
                if (!missing.isEmpty()) {
                    both.put(reader, missing);
                }
            });
            return both;
        }

        List<String> findings() {
            return byReader.entrySet().stream()
                    .map(entry -> "the home timeline of account " + entry.getKey() + " lacks "
                            + Plurals.count(entry.getValue().size(), "post") + ", the newest is "
                            + entry.getValue().get(0))
                    .toList();
        }
    }

    /** Checks one timeline at a time, to keep the load on a live system low. */
    private Future<MissingStatuses> findMissing(Collection<AccountId> readers) {
        Map<AccountId, List<Long>> missing = new LinkedHashMap<>();
        Future<Integer> cached = Future.succeededFuture(0);
        for (AccountId reader : readers) {
            cached = cached.compose(before -> gapCheck.findMissing(reader).map(found -> {
                found.filter(ids -> !ids.isEmpty()).ifPresent(ids -> missing.put(reader, ids));
                return before + (found.isPresent() ? 1 : 0);
            }));
        }
        return cached.map(count -> new MissingStatuses(count, missing));
    }

    private Future<CheckResult> outbox() {
        return outbox.backlog().map(backlog -> {
            boolean late = backlog.ageSeconds() > MAX_OUTBOX_AGE_SECONDS;
            String age = Math.round(backlog.ageSeconds()) + " s";
            return new CheckResult(
                    backlog.depth() == 0
                            ? "No facts wait in the outbox"
                            : Plurals.count(backlog.depth(), "fact") + (backlog.depth() == 1 ? " waits" : " wait")
                                    + " in the outbox, the oldest for " + age,
                    late
                            ? List.of("facts should wait for less than " + Math.round(MAX_OUTBOX_AGE_SECONDS)
                                    + " s: check that a process with the role relay is running")
                            : List.of());
        });
    }

    private Future<CheckResult> deadLetters() {
        return deadLetters
                .pending(0, MAX_DEAD_LETTERS)
                .map(letters -> new CheckResult(
                        letters.isEmpty()
                                ? "There are no dead letters"
                                : (letters.size() == MAX_DEAD_LETTERS ? "At least " : "")
                                        + Plurals.count(letters.size(), "dead letter")
                                        + (letters.size() == 1 ? " waits" : " wait") + " for a replay",
                        letters.stream()
                                .map(letter -> "the role " + letter.role() + " could not handle " + letter.topic() + " "
                                        + letter.id() + ": " + letter.cause())
                                .toList()));
    }
}
