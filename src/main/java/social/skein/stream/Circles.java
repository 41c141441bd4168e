package social.skein.stream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.audience.Audience;
import social.skein.audience.Interests;
import social.skein.list.Lists;
import social.skein.list.Roll;
import social.skein.model.AccountId;
import social.skein.relationship.Follows;
import social.skein.relationship.KnownTies;
import social.skein.relationship.Relations;
import social.skein.relationship.Ties;

/**
 * The accounts connected here with their ties, and from each author and hashtag back to those of them who follow it. So a
 * post finds its connected readers without a look at the database, however many follow its author elsewhere. Costs about
 * 50 bytes for each follow of a connected account.
 */
public final class Circles {
    private static final Logger LOG = LoggerFactory.getLogger(Circles.class);

    /** Bounds what one reader costs; who follows more is told of the newest of them. */
    private static final int MOST_FOLLOWEES = 10_000;

    private static final int MOST_TAGS = 1_000;

    /** Everybody may connect at once, after a restart: the database is then asked by a few at a time. */
    private static final int LOADS_AT_ONCE = 4;

    private static final long RETRY_MILLIS = 5_000;

    private final Map<AccountId, Circle> open = new HashMap<>();
    private final Map<Long, Set<Circle>> followers = new HashMap<>();
    private final Map<String, Set<Circle>> tagged = new HashMap<>();
    private final Turns turns = new Turns(LOADS_AT_ONCE);
    private final Vertx vertx;
    private final Follows follows;
    private final Relations relations;
    private final Audience audience;
    private final Lists lists;

    public Circles(Vertx vertx, Follows follows, Relations relations, Audience audience, Lists lists) {
        this.vertx = vertx;
        this.follows = follows;
        this.relations = relations;
        this.audience = audience;
        this.lists = lists;
    }

    /** Everything that decides what somebody is told, read anew whenever any of it changes; never compared. */
    @SuppressWarnings("ArrayRecordComponent") // 8 bytes for each follow; a set of boxed ids would take 50
    private record Known(long[] followees, Ties apart, Interests interests, List<Roll> rolls) {
        static final Known NOTHING = new Known(new long[0], KnownTies.NONE, Interests.NONE, List.of());

        /** Everybody whose posts may be for this circle: who follows very many may have others than the newest in lists. */
        LongStream near() {
            return LongStream.concat(LongStream.of(followees), rolls.stream().flatMapToLong(Roll::members));
        }
    }

    /** Somebody connected here, and how they stand to everybody else. */
    private static final class Circle implements Ties {
        private final AccountId owner;
        private Known known = Known.NOTHING;
        private int listeners;
        private boolean loading;
        private boolean stale;

        Circle(AccountId owner) {
            this.owner = owner;
        }

        @Override
        public boolean follows(AccountId account) {
            return Arrays.binarySearch(known.followees, account.value()) >= 0;
        }

        @Override
        public boolean wantsBoostsOf(AccountId account) {
            return known.apart.wantsBoostsOf(account);
        }

        @Override
        public boolean blocks(AccountId account) {
            return known.apart.blocks(account);
        }

        @Override
        public boolean isBlockedBy(AccountId account) {
            return known.apart.isBlockedBy(account);
        }

        @Override
        public boolean mutes(AccountId account) {
            return known.apart.mutes(account);
        }

        @Override
        public boolean silences(AccountId account) {
            return known.apart.silences(account);
        }
    }

    /** One more of the account's streams needs its ties. */
    void open(AccountId account) {
        Circle circle = open.computeIfAbsent(account, Circle::new);
        circle.listeners++;
        if (circle.listeners == 1) {
            load(circle);
        }
    }

    /** One fewer does. */
    void close(AccountId account) {
        Circle circle = open.get(account);
        if (circle != null && --circle.listeners == 0) {
            open.remove(account);
            replace(circle, Known.NOTHING);
        }
    }

    /** The account's ties or interests have changed. */
    void refresh(AccountId account) {
        Optional.ofNullable(open.get(account)).ifPresent(this::load);
    }

    /** Those here who follow the author, have them in a list or follow one of the tags, and the author. */
    Set<AccountId> near(AccountId author, Collection<String> tags) {
        Set<AccountId> near = new HashSet<>();
        followers.getOrDefault(author.value(), Set.of()).forEach(circle -> near.add(circle.owner));
        tags.forEach(tag -> tagged.getOrDefault(tag, Set.of()).forEach(circle -> near.add(circle.owner)));
        if (open.containsKey(author)) {
            near.add(author);
        }
        return near;
    }

    /** Whether a post of the author may have readers here, whatever its tags. */
    boolean isNear(AccountId author) {
        return followers.containsKey(author.value()) || open.containsKey(author) || !tagged.isEmpty();
    }

    /** How an account connected here stands to everybody. */
    Ties ties(AccountId reader) {
        return Optional.<Ties>ofNullable(open.get(reader)).orElse(KnownTies.NONE);
    }

    Interests interests(AccountId reader) {
        return Optional.ofNullable(open.get(reader))
                .map(circle -> circle.known.interests)
                .orElse(Interests.NONE);
    }

    /** The lists of an account connected here. */
    List<Roll> rolls(AccountId reader) {
        return Optional.ofNullable(open.get(reader))
                .map(circle -> circle.known.rolls)
                .orElse(List.of());
    }

    /** One load of a circle runs at a time; what changes meanwhile is loaded after it, so the latest state wins. */
    private void load(Circle circle) {
        if (circle.loading) {
            circle.stale = true;
            return;
        }
        circle.loading = true;
        turns.take(() -> isOpen(circle) ? known(circle.owner) : Future.succeededFuture(Known.NOTHING))
                .onSuccess(known -> loaded(circle, known))
                .onFailure(failure -> retry(circle, failure));
    }

    private Future<Known> known(AccountId owner) {
        return Future.all(
                        follows.followees(owner, MOST_FOLLOWEES),
                        relations.apart(owner),
                        audience.interests(owner, MOST_TAGS),
                        lists.rolls(owner))
                .map(all -> new Known(
                        all.<List<AccountId>>resultAt(0).stream()
                                .mapToLong(AccountId::value)
                                .sorted()
                                .toArray(),
                        all.resultAt(1),
                        all.resultAt(2),
                        all.resultAt(3)));
    }

    private void loaded(Circle circle, Known known) {
        circle.loading = false;
        if (!isOpen(circle)) {
            return;
        }
        replace(circle, known);
        if (circle.stale) {
            circle.stale = false;
            load(circle);
        }
    }

    private void retry(Circle circle, Throwable failure) {
        LOG.warn("The ties of account {} could not be read for its stream: {}", circle.owner, failure.toString());
        vertx.setTimer(RETRY_MILLIS, again -> {
            circle.loading = false;
            if (isOpen(circle)) {
                load(circle);
            }
        });
    }

    private void replace(Circle circle, Known known) {
        circle.known.near().forEach(gone -> remove(followers, gone, circle));
        circle.known.interests.tags().forEach(gone -> remove(tagged, gone, circle));
        circle.known = known;
        known.near()
                .forEach(author -> followers
                        .computeIfAbsent(author, first -> new HashSet<>(2))
                        .add(circle));
        known.interests
                .tags()
                .forEach(tag ->
                        tagged.computeIfAbsent(tag, first -> new HashSet<>(2)).add(circle));
    }

    private static <K> void remove(Map<K, Set<Circle>> index, K key, Circle circle) {
        index.computeIfPresent(key, (same, circles) -> {
            circles.remove(circle);
            return circles.isEmpty() ? null : circles;
        });
    }

    private boolean isOpen(Circle circle) {
        return open.get(circle.owner) == circle;
    }
}
