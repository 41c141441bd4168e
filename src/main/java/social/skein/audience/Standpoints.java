package social.skein.audience;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import social.skein.cache.Lookups;
import social.skein.cache.Memory;
import social.skein.cluster.Hints;
import social.skein.events.Fact;
import social.skein.list.Roll;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.relationship.Follows;
import social.skein.relationship.Relations;
import social.skein.relationship.TiesChanged;

/**
 * The standpoints of those who read timelines, kept in memory, and the rules asked of them. Facts and {@link TiesChanged}
 * forget one; where such a hint is lost, what changed counts when the standpoint has aged. Whoever opens something by its id
 * is not asked here: {@link Audience} reads the database each time.
 */
public final class Standpoints {
    /** Somebody who was blocked may meet the posts of who blocked them for so long, if a hint is lost. */
    private static final Duration AGE = Duration.ofSeconds(30);

    /** Who follows more has no standpoint here, and the database is asked for them. */
    private static final int MOST_FOLLOWEES = 20_000;

    private static final int MOST_TAGS = 1_000;

    private final Follows follows;
    private final Relations relations;
    private final Audience audience;
    private final Lookups<AccountId, Standpoint> known;

    public Standpoints(Follows follows, Relations relations, Audience audience, Memory memory) {
        this.follows = follows;
        this.relations = relations;
        this.audience = audience;
        this.known = memory.singly(new Memory.Keeping<>("standpoints", AGE, 20, Standpoint::bytes), this::load);
    }

    /** Begins to hear of what changes. */
    public Future<Void> listen(Hints hints) {
        return Future.all(
                        hints.keep(TiesChanged.HINT, changed -> known.forget(changed.account())),
                        hints.keep(Fact.HINT, this::heard))
                .mapEmpty();
    }

    /** Those of the items that belong in the reader's home timeline, in their order. */
    public <T> Future<List<T>> heard(AccountId reader, List<T> items, Function<T, Subject> subject) {
        return ruled(
                reader,
                items,
                standpoint -> item -> Audience.hears(reader, subject.apply(item), standpoint, standpoint.interests()),
                () -> audience.heard(reader, items, subject));
    }

    /** Those of the items the reader may see, in their order. */
    public <T> Future<List<T>> visible(Optional<AccountId> reader, List<T> items, Function<T, Subject> subject) {
        return reader.map(somebody -> ruled(
                        somebody,
                        items,
                        standpoint -> item -> Audience.sees(reader, subject.apply(item), standpoint),
                        () -> audience.visible(reader, items, subject)))
                .orElseGet(() -> audience.visible(reader, items, subject));
    }

    /** Which of an author's visibilities the reader sees whole; what names the reader comes on top. */
    public Future<Set<Visibility>> seenOf(Optional<AccountId> reader, AccountId author) {
        return reader.map(somebody -> known.get(somebody)
                        .compose(found -> found.map(standpoint ->
                                        Future.succeededFuture(Audience.seenOf(reader, author, standpoint)))
                                .orElseGet(() -> audience.seenOf(reader, author))))
                .orElseGet(() -> audience.seenOf(reader, author));
    }

    /** Those of the items the reader should meet among others', in their order. */
    public <T> Future<List<T>> met(Optional<AccountId> reader, List<T> items, Function<T, Subject> subject) {
        return reader.map(somebody -> ruled(
                        somebody,
                        items,
                        standpoint -> item -> Audience.meets(reader, subject.apply(item), standpoint),
                        () -> audience.met(reader, items, subject)))
                .orElseGet(() -> audience.met(reader, items, subject));
    }

    /** Those of the items that belong in a list of the reader's, in their order. */
    public <T> Future<List<T>> read(AccountId reader, Roll roll, List<T> items, Function<T, Subject> subject) {
        return ruled(
                reader,
                items,
                standpoint -> item -> Audience.reads(reader, subject.apply(item), standpoint, roll),
                () -> audience.read(reader, roll, items, subject));
    }

    private <T> Future<List<T>> ruled(
            AccountId reader,
            List<T> items,
            Function<Standpoint, Predicate<T>> rule,
            Supplier<Future<List<T>>> exactly) {
        return known.get(reader)
                .compose(found -> found.map(standpoint -> Future.succeededFuture(
                                items.stream().filter(rule.apply(standpoint)).toList()))
                        .orElseGet(exactly));
    }

    private Future<Optional<Standpoint>> load(AccountId reader) {
        return Future.all(
                        follows.followees(reader, MOST_FOLLOWEES + 1),
                        relations.apart(reader),
                        audience.interests(reader, MOST_TAGS))
                .map(all -> {
                    long[] followees = all.<List<AccountId>>resultAt(0).stream()
                            .mapToLong(AccountId::value)
                            .sorted()
                            .toArray();
                    return followees.length > MOST_FOLLOWEES
                            ? Optional.empty()
                            : Optional.of(new Standpoint(followees, all.resultAt(1), all.resultAt(2)));
                });
    }

    private void heard(Fact fact) {
        if (fact instanceof Fact.OfFollows) {
            known.forget(fact.actor());
        }
        if (fact instanceof Fact.Blocked blocked) {
            known.forget(blocked.target());
        }
    }
}
