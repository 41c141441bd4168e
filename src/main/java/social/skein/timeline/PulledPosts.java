package social.skein.timeline;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import social.skein.cache.CacheBudget;
import social.skein.cache.LocalLoadingCache;
import social.skein.model.AccountId;
import social.skein.sql.Db;

/**
 * The newest posts of {@link PulledAuthors}, kept in the memory of each process, and put into the timelines of whoever follows
 * them. What is kept of an author says from where it is complete, as a live timeline does, so that PostgreSQL answers below the
 * highest of all these marks, and no post is missing or there twice.
 */
public final class PulledPosts {
    /** With one more, to see whether there is more. */
    private static final String NEWEST = """
            select id from status where account_id = $1 and visibility <> 'direct' order by id desc limit $2
            """;

    private static final int MAX_IDS_PER_AUTHOR = 400;

    /** How late a process may learn of what no hint told it. */
    private static final Duration TTL = Duration.ofSeconds(5);

    private final Db db;
    private final PulledAuthors authors;
    private final LocalLoadingCache<AccountId, NewestPosts> newestPosts;
    private final LocalLoadingCache<AccountId, FollowedPulled> followedPulled;

    /** @param followeesAmong whom of some accounts somebody follows */
    public PulledPosts(
            Db db,
            PulledAuthors authors,
            BiFunction<AccountId, Set<AccountId>, Future<Set<AccountId>>> followeesAmong,
            CacheBudget memory) {
        this.db = db;
        this.authors = authors;
        this.newestPosts = memory.singleKeyCache(
                new CacheBudget.LocalCacheSpec<>("pulled posts", TTL, 2, NewestPosts::bytes), this::loadNewest);
        this.followedPulled = memory.singleKeyCache(
                new CacheBudget.LocalCacheSpec<>("pulled followees", TTL, 2, FollowedPulled::bytes),
                reader -> authors.all()
                        .compose(all -> followeesAmong
                                .apply(reader, all)
                                .map(theirs -> Optional.of(new FollowedPulled(all, theirs)))));
    }

    /** The newest of an author's posts: all of them above a floor. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record NewestPosts(long floor, long[] ids) {
        int bytes() {
            return 8 * ids.length + 50;
        }
    }

    /** Whom of all the pulled authors somebody follows. */
    private record FollowedPulled(Set<AccountId> allPulled, Set<AccountId> followees) {
        int bytes() {
            return 50 * followees.size() + 100;
        }
    }

    /** The author has posted, or deleted a post. */
    public void invalidateAuthor(AccountId author) {
        newestPosts.invalidate(author);
    }

    /** Somebody follows others than before. */
    public void invalidateReader(AccountId reader) {
        followedPulled.invalidate(reader);
    }

    /** The timeline with what its reader's pulled authors posted. */
    Future<RedisTimeline> mergeInto(AccountId reader, RedisTimeline timeline) {
        return authors.all()
                .compose(all -> all.isEmpty() ? Future.succeededFuture(timeline) : mergeInto(reader, timeline, all));
    }

    private Future<RedisTimeline> mergeInto(AccountId reader, RedisTimeline timeline, Set<AccountId> allPulled) {
        return loadFollowed(reader, allPulled)
                .compose(found -> newestPosts.getAll(found.followees))
                .map(found -> merge(timeline, found.values()));
    }

    /** What was asked before somebody new was pulled is asked again. */
    private Future<FollowedPulled> loadFollowed(AccountId reader, Set<AccountId> allPulled) {
        return followedPulled.get(reader).map(Optional::orElseThrow).compose(found -> {
            if (found.allPulled.containsAll(allPulled)) {
                return Future.succeededFuture(found);
            }
            followedPulled.invalidate(reader);
            return followedPulled.get(reader).map(Optional::orElseThrow);
        });
    }

    /** Most of what is kept is older than what was read of the timeline, and the newest come first. */
    private static RedisTimeline merge(RedisTimeline timeline, Collection<NewestPosts> posts) {
        long floor = timeline.floor();
        for (NewestPosts some : posts) {
            floor = Math.max(floor, some.floor);
        }
        LongStream.Builder ids = LongStream.builder();
        for (NewestPosts some : posts) {
            for (int i = 0; i < some.ids.length && some.ids[i] > floor; i++) {
                ids.add(some.ids[i]);
            }
        }
        return timeline.mergeWith(floor, ids.build().toArray());
    }

    private Future<Optional<NewestPosts>> loadNewest(AccountId author) {
        return db.list(NEWEST, row -> row.getLong("id"), author.value(), MAX_IDS_PER_AUTHOR + 1)
                .map(ids -> {
                    long floor = ids.size() > MAX_IDS_PER_AUTHOR ? ids.get(MAX_IDS_PER_AUTHOR) : 0;
                    return Optional.of(new NewestPosts(
                            floor,
                            ids.stream()
                                    .mapToLong(Long::longValue)
                                    .limit(MAX_IDS_PER_AUTHOR)
                                    .toArray()));
                });
    }
}
