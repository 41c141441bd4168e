package social.skein.audit;

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
import social.skein.timeline.Gaps;

/** All that is looked at. It may run beside a deployment that serves: what is still on its way is not taken for lost. */
public final class Audit {
    private static final String READERS = """
            select account_id from oauth_token
             where account_id is not null and revoked_at is null
             group by account_id order by max(id) desc limit $1
            """;

    /** Deleted posts take their notifications along, within moments. */
    private static final String OF_NOTHING = """
            with newest as materialized (
                 select * from notification
                  where status_id <> 0 and created_at < now() - interval '1 minute' order by created_at desc limit $1)
            select newest.account_id, newest.type, newest.status_id, status.id is null as wrong
              from newest left join status on status.id = newest.status_id
            """;

    private static final double LATE_SECONDS = 60;
    private static final int MOST_LETTERS = 100;

    private final Sql sql;
    private final Gaps gaps;
    private final Outbox outbox;
    private final DeadLetters deadLetters;
    private final Supplier<Future<Void>> pause;

    /** @param pause as long as a post needs at most on its way to a timeline, before what seems missing is looked for again */
    public Audit(Sql sql, Gaps gaps, Outbox outbox, DeadLetters deadLetters, Supplier<Future<Void>> pause) {
        this.sql = sql;
        this.gaps = gaps;
        this.outbox = outbox;
        this.deadLetters = deadLetters;
        this.pause = pause;
    }

    /**
     * Looks at the newest of everything.
     *
     * @param sample how many of each
     */
    public Future<List<Check>> of(int sample) {
        List<Check> checks = new ArrayList<>();
        Counts counts = new Counts(sql);
        return counts.ofPosts(sample)
                .onSuccess(checks::add)
                .compose(done -> counts.ofPeople(sample))
                .onSuccess(checks::add)
                .compose(done -> notifications(sample))
                .onSuccess(checks::add)
                .compose(done -> timelines(sample))
                .onSuccess(checks::add)
                .compose(done -> outbox())
                .onSuccess(checks::add)
                .compose(done -> deadLetters())
                .onSuccess(checks::add)
                .map(checks);
    }

    private Future<Check> notifications(int sample) {
        return sql.list(
                        OF_NOTHING,
                        row -> row.getBoolean("wrong")
                                ? Optional.of("account " + row.getLong("account_id") + " is told of a "
                                        + row.getString("type") + " of post " + row.getLong("status_id")
                                        + ", which is gone")
                                : Optional.<String>empty(),
                        sample)
                .map(each -> new Check(
                        "notifications are of posts that are there",
                        each.size(),
                        each.stream().flatMap(Optional::stream).toList()));
    }

    private Future<Check> timelines(int sample) {
        return sql.list(READERS, row -> new AccountId(row.getLong("account_id")), sample)
                .compose(this::missing)
                .compose(first -> first.lacking().isEmpty()
                        ? Future.succeededFuture(first)
                        : pause.get()
                                .compose(later -> missing(first.lacking().keySet()))
                                .map(second -> new Missing(first.live, first.both(second))))
                .map(found -> new Check("live timelines hold what they say they hold", found.live, found.sentences()));
    }

    /**
     * What some timelines lack.
     *
     * @param live how many of them are live
     */
    private record Missing(int live, Map<AccountId, List<Long>> lacking) {
        /** What was missing both times was not on its way. */
        Map<AccountId, List<Long>> both(Missing later) {
            Map<AccountId, List<Long>> both = new LinkedHashMap<>();
            later.lacking.forEach((reader, posts) -> {
                List<Long> before = lacking.getOrDefault(reader, List.of());
                List<Long> still = posts.stream().filter(before::contains).toList();
                if (!still.isEmpty()) {
                    both.put(reader, still);
                }
            });
            return both;
        }

        List<String> sentences() {
            return lacking.entrySet().stream()
                    .map(one -> "the home of account " + one.getKey() + " lacks "
                            + one.getValue().size() + " posts, the newest is "
                            + one.getValue().get(0))
                    .toList();
        }
    }

    /** One after the other, so that a deployment which serves does not feel it. */
    private Future<Missing> missing(Collection<AccountId> readers) {
        Map<AccountId, List<Long>> lacking = new LinkedHashMap<>();
        Future<Integer> live = Future.succeededFuture(0);
        for (AccountId reader : readers) {
            live = live.compose(before -> gaps.of(reader).map(found -> {
                found.filter(ids -> !ids.isEmpty()).ifPresent(ids -> lacking.put(reader, ids));
                return before + (found.isPresent() ? 1 : 0);
            }));
        }
        return live.map(number -> new Missing(number, lacking));
    }

    private Future<Check> outbox() {
        return outbox.backlog()
                .map(waiting -> new Check(
                        "facts wait in the outbox, none for longer than a minute",
                        waiting.depth(),
                        waiting.age() > LATE_SECONDS
                                ? List.of("the oldest has waited for " + Math.round(waiting.age())
                                        + " s: no process with the role relay moves them on")
                                : List.of()));
    }

    private Future<Check> deadLetters() {
        return deadLetters
                .open(0, MOST_LETTERS)
                .map(letters -> new Check(
                        "dead letters",
                        letters.size(),
                        letters.stream()
                                .map(letter -> "the role " + letter.role() + " could not handle " + letter.topic() + " "
                                        + letter.id() + ": " + letter.cause())
                                .toList()));
    }
}
