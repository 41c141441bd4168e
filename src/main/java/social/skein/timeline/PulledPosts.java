package social.skein.timeline;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import social.skein.cache.Lookups;
import social.skein.cache.Memory;
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

    private static final int KEPT = 400;

    /** How late a process may learn of what no hint told it. */
    private static final Duration BELIEVED = Duration.ofSeconds(5);

    private final Db db;
    private final PulledAuthors authors;
    private final Lookups<AccountId, Newest> newest;
    private final Lookups<AccountId, Followed> followed;

    /** @param followedAmong whom of some accounts somebody follows */
    public PulledPosts(
            Db db,
            PulledAuthors authors,
            BiFunction<AccountId, Set<AccountId>, Future<Set<AccountId>>> followedAmong,
            Memory memory) {
        this.db = db;
        this.authors = authors;
        this.newest = memory.singly(new Memory.Keeping<>("pulled posts", BELIEVED, 2, Newest::bytes), this::read);
        this.followed = memory.singly(
                new Memory.Keeping<>("pulled followees", BELIEVED, 2, Followed::bytes),
                reader -> authors.all()
                        .compose(all -> followedAmong
                                .apply(reader, all)
                                .map(theirs -> Optional.of(new Followed(all, theirs)))));
    }

    /** The newest of an author's posts: all of them above a floor. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Newest(long floor, long[] ids) {
        int bytes() {
            return 8 * ids.length + 50;
        }
    }

    /** Whom of all the pulled authors somebody follows. */
    private record Followed(Set<AccountId> all, Set<AccountId> theirs) {
        int bytes() {
            return 50 * theirs.size() + 100;
        }
    }

    /** The author has posted, or deleted a post. */
    public void changed(AccountId author) {
        newest.forget(author);
    }

    /** Somebody follows others than before. */
    public void tiesChanged(AccountId reader) {
        followed.forget(reader);
    }

    /** The timeline with what its reader's pulled authors posted. */
    Future<LiveTimeline> added(AccountId reader, LiveTimeline live) {
        return authors.all().compose(all -> all.isEmpty() ? Future.succeededFuture(live) : added(reader, live, all));
    }

    private Future<LiveTimeline> added(AccountId reader, LiveTimeline live, Set<AccountId> all) {
        return followed(reader, all)
                .compose(found -> newest.all(found.theirs))
                .map(found -> merged(live, found.values()));
    }

    /** What was asked before somebody new was pulled is asked again. */
    private Future<Followed> followed(AccountId reader, Set<AccountId> all) {
        return followed.get(reader).map(Optional::orElseThrow).compose(found -> {
            if (found.all.containsAll(all)) {
                return Future.succeededFuture(found);
            }
            followed.forget(reader);
            return followed.get(reader).map(Optional::orElseThrow);
        });
    }

    /** Most of what is kept is older than what was read of the timeline, and the newest come first. */
    private static LiveTimeline merged(LiveTimeline live, Collection<Newest> posts) {
        long floor = live.floor();
        for (Newest some : posts) {
            floor = Math.max(floor, some.floor);
        }
        LongStream.Builder ids = LongStream.builder();
        for (Newest some : posts) {
            for (int i = 0; i < some.ids.length && some.ids[i] > floor; i++) {
                ids.add(some.ids[i]);
            }
        }
        return live.merged(floor, ids.build().toArray());
    }

    private Future<Optional<Newest>> read(AccountId author) {
        return db.list(NEWEST, row -> row.getLong("id"), author.value(), KEPT + 1)
                .map(ids -> {
                    long floor = ids.size() > KEPT ? ids.get(KEPT) : 0;
                    return Optional.of(new Newest(
                            floor,
                            ids.stream().mapToLong(Long::longValue).limit(KEPT).toArray()));
                });
    }
}
