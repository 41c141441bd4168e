package social.skein.visibility;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import social.skein.cache.CacheBudget;
import social.skein.cache.LocalLoadingCache;
import social.skein.cluster.HintBus;
import social.skein.events.Fact;
import social.skein.list.ListMembers;
import social.skein.model.AccountId;
import social.skein.model.Visibility;
import social.skein.relationship.Follows;
import social.skein.relationship.RelationLoader;
import social.skein.relationship.RelationsChanged;

/**
 * The standpoints of those who read timelines, kept in memory, and the rules asked of them. Facts and {@link RelationsChanged}
 * forget one; where such a hint is lost, what changed counts when the standpoint has aged. Whoever opens something by its id
 * is not asked here: {@link VisibilityPolicy} reads the database each time.
 */
public final class ViewerStateCache {
    /** Somebody who was blocked may meet the posts of who blocked them for so long, if a hint is lost. */
    private static final Duration TTL = Duration.ofSeconds(30);

    /** Who follows more has no standpoint here, and the database is asked for them. */
    private static final int MAX_FOLLOWEES = 20_000;

    private static final int MAX_TAGS = 1_000;

    private final Follows follows;
    private final RelationLoader relations;
    private final VisibilityPolicy policy;
    private final LocalLoadingCache<AccountId, ViewerState> cache;

    public ViewerStateCache(Follows follows, RelationLoader relations, VisibilityPolicy policy, CacheBudget memory) {
        this.follows = follows;
        this.relations = relations;
        this.policy = policy;
        this.cache = memory.singleKeyCache(
                new CacheBudget.LocalCacheSpec<>("standpoints", TTL, 20, ViewerState::bytes), this::load);
    }

    /** Begins to hear of what changes. */
    public Future<Void> subscribe(HintBus hints) {
        return Future.all(
                        hints.subscribe(RelationsChanged.HINT, changed -> cache.invalidate(changed.account())),
                        hints.subscribe(Fact.HINT, this::onFact))
                .mapEmpty();
    }

    /** Those of the items that belong in the reader's home timeline, in their order. */
    public <T> Future<List<T>> filterForHome(AccountId reader, List<T> items, Function<T, StatusAttributes> subject) {
        return filter(
                reader,
                items,
                standpoint -> item -> VisibilityPolicy.belongsInHome(
                        reader, subject.apply(item), standpoint, standpoint.preferences()),
                () -> policy.filterForHome(reader, items, subject));
    }

    /** Those of the items the reader may see, in their order. */
    public <T> Future<List<T>> filterVisible(
            Optional<AccountId> reader, List<T> items, Function<T, StatusAttributes> subject) {
        return reader.map(somebody -> filter(
                        somebody,
                        items,
                        standpoint -> item -> VisibilityPolicy.canSee(reader, subject.apply(item), standpoint),
                        () -> policy.filterVisible(reader, items, subject)))
                .orElseGet(() -> policy.filterVisible(reader, items, subject));
    }

    /** Which of an author's visibilities the reader sees whole; what names the reader comes on top. */
    public Future<Set<Visibility>> accessibleVisibilities(Optional<AccountId> reader, AccountId author) {
        return reader.map(somebody -> cache.get(somebody)
                        .compose(found -> found.map(standpoint -> Future.succeededFuture(
                                        VisibilityPolicy.accessibleVisibilities(reader, author, standpoint)))
                                .orElseGet(() -> policy.accessibleVisibilities(reader, author))))
                .orElseGet(() -> policy.accessibleVisibilities(reader, author));
    }

    /** Those of the items the reader should meet among others', in their order. */
    public <T> Future<List<T>> filterDiscoverable(
            Optional<AccountId> reader, List<T> items, Function<T, StatusAttributes> subject) {
        return reader.map(somebody -> filter(
                        somebody,
                        items,
                        standpoint -> item -> VisibilityPolicy.canDiscover(reader, subject.apply(item), standpoint),
                        () -> policy.filterDiscoverable(reader, items, subject)))
                .orElseGet(() -> policy.filterDiscoverable(reader, items, subject));
    }

    /** Those of the items that belong in a list of the reader's, in their order. */
    public <T> Future<List<T>> filterForList(
            AccountId reader, ListMembers members, List<T> items, Function<T, StatusAttributes> subject) {
        return filter(
                reader,
                items,
                standpoint -> item -> VisibilityPolicy.belongsInList(reader, subject.apply(item), standpoint, members),
                () -> policy.filterForList(reader, members, items, subject));
    }

    private <T> Future<List<T>> filter(
            AccountId reader,
            List<T> items,
            Function<ViewerState, Predicate<T>> rule,
            Supplier<Future<List<T>>> uncached) {
        return cache.get(reader)
                .compose(found -> found.map(standpoint -> Future.succeededFuture(
                                items.stream().filter(rule.apply(standpoint)).toList()))
                        .orElseGet(uncached));
    }

    private Future<Optional<ViewerState>> load(AccountId reader) {
        return Future.all(
                        follows.followees(reader, MAX_FOLLOWEES + 1),
                        relations.restrictions(reader),
                        policy.loadPreferences(reader, MAX_TAGS))
                .map(all -> {
                    long[] followees = all.<List<AccountId>>resultAt(0).stream()
                            .mapToLong(AccountId::value)
                            .sorted()
                            .toArray();
                    return followees.length > MAX_FOLLOWEES
                            ? Optional.empty()
                            : Optional.of(new ViewerState(followees, all.resultAt(1), all.resultAt(2)));
                });
    }

    private void onFact(Fact fact) {
        if (fact instanceof Fact.FollowFact) {
            cache.invalidate(fact.actor());
        }
        if (fact instanceof Fact.Blocked blocked) {
            cache.invalidate(blocked.target());
        }
    }
}
