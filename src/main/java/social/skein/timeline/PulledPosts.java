package social.skein.timeline;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import social.skein.cache.CacheBudget;
import social.skein.cache.LocalLoadingCache;
import social.skein.model.AccountId;
import social.skein.sql.Db;

/**
 * The newest posts of {@link PulledAuthors}, cached in each process and merged into the timelines of their followers at
 * read time. The ids of an author are complete above a floor, like a timeline in Redis. PostgreSQL answers below the
 * highest of these floors, so no post is missing or duplicated.
 */
public final class PulledPosts {
    /** Read with a limit one higher, to see whether older posts exist. */
    private static final String NEWEST = """
            select id from status where account_id = $1 and visibility <> 'direct' order by id desc limit $2
            """;

    private static final int MAX_IDS_PER_AUTHOR = 400;

    /** The maximum delay of a change whose hint is lost. */
    private static final Duration TTL = Duration.ofSeconds(5);

    private final Db db;
    private final PulledAuthors authors;
    private final BiFunction<AccountId, Set<AccountId>, Future<Set<AccountId>>> followeesAmong;
    private final LocalLoadingCache<AccountId, NewestPosts> newestPosts;
    private final LocalLoadingCache<AccountId, FollowedPulled> followedPulled;

    /** @param followeesAmong which of the given accounts the reader follows */
    public PulledPosts(
            Db db,
            PulledAuthors authors,
            BiFunction<AccountId, Set<AccountId>, Future<Set<AccountId>>> followeesAmong,
            CacheBudget budget) {
        this.db = db;
        this.authors = authors;
        this.followeesAmong = followeesAmong;
        this.newestPosts = budget.singleKeyCache(
                new CacheBudget.LocalCacheSpec<>("pulled posts", TTL, 2, NewestPosts::bytes), this::loadNewest);
        this.followedPulled = budget.singleKeyCache(
                new CacheBudget.LocalCacheSpec<>("pulled followees", TTL, 2, FollowedPulled::bytes),
                this::loadFollowedPulled);
    }

    /** The newest posts of an author, newest first: all whose ids are above the floor. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record NewestPosts(long floor, long[] ids) {
        static NewestPosts of(List<Long> newestFirst) {
            long floor = newestFirst.size() > MAX_IDS_PER_AUTHOR ? newestFirst.get(MAX_IDS_PER_AUTHOR) : 0;
            return new NewestPosts(
                    floor,
                    newestFirst.stream()
                            .mapToLong(Long::longValue)
                            .limit(MAX_IDS_PER_AUTHOR)
                            .toArray());
        }

        int bytes() {
            return 8 * ids.length + 50;
        }
    }

    /** The pulled authors that a reader follows, and the set of all pulled authors they were selected from. */
    private record FollowedPulled(Set<AccountId> allPulled, Set<AccountId> followees) {
        int bytes() {
            return 50 * followees.size() + 100;
        }
    }

    /** Call when the author has posted or deleted a post. */
    public void invalidateAuthor(AccountId author) {
        newestPosts.invalidate(author);
    }

    /** Call when the reader's follows have changed. */
    public void invalidateReader(AccountId reader) {
        followedPulled.invalidate(reader);
    }

    /** The timeline with the posts of the pulled authors that its owner follows. */
    Future<HomeTimelineSnapshot> mergeInto(AccountId reader, HomeTimelineSnapshot timeline) {
        return authors.all()
                .compose(all -> all.isEmpty() ? Future.succeededFuture(timeline) : mergeInto(reader, timeline, all));
    }

    private Future<HomeTimelineSnapshot> mergeInto(
            AccountId reader, HomeTimelineSnapshot timeline, Set<AccountId> allPulled) {
        return loadFollowed(reader, allPulled)
                .compose(followed -> newestPosts.getAll(followed.followees))
                .map(posts -> merge(timeline, posts.values()));
    }

    /** Reloads an entry that is older than the latest pulled author. */
    private Future<FollowedPulled> loadFollowed(AccountId reader, Set<AccountId> allPulled) {
        return followedPulled.get(reader).map(Optional::orElseThrow).compose(cached -> {
            if (cached.allPulled.containsAll(allPulled)) {
                return Future.succeededFuture(cached);
            }
            followedPulled.invalidate(reader);
            return followedPulled.get(reader).map(Optional::orElseThrow);
        });
    }

    /**
     * Each author's scan stops at the floor: ids are newest first, and most are older than the part of the timeline
     * read.
     */
    private static HomeTimelineSnapshot merge(HomeTimelineSnapshot timeline, Collection<NewestPosts> posts) {
        long floor = timeline.floor();
        for (NewestPosts author : posts) {
            floor = Math.max(floor, author.floor);
        }
        LongStream.Builder ids = LongStream.builder();
        for (NewestPosts author : posts) {
            for (int i = 0; i < author.ids.length && author.ids[i] > floor; i++) {
                ids.add(author.ids[i]);
            }
        }
        return timeline.mergeWith(floor, ids.build().toArray());
    }

    private Future<Optional<FollowedPulled>> loadFollowedPulled(AccountId reader) {
        return authors.all()
                .compose(all -> followeesAmong
                        .apply(reader, all)
                        .map(followees -> Optional.of(new FollowedPulled(all, followees))));
    }

    private Future<Optional<NewestPosts>> loadNewest(AccountId author) {
        return db.list(NEWEST, row -> row.getLong("id"), author.value(), MAX_IDS_PER_AUTHOR + 1)
                .map(ids -> Optional.of(NewestPosts.of(ids)));
    }
}
