package social.skein.stream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.model.AccountId;
import social.skein.relationship.Follows;

/**
 * The accounts whose home timeline is read here, and from each author back to those of them who follow the author. So a
 * post finds its connected readers without a look at the database, however many follow its author elsewhere. Costs about
 * 50 bytes for each follow of a connected account.
 */
final class Homes {
    private static final Logger LOG = LoggerFactory.getLogger(Homes.class);

    /** Bounds what one reader costs; who follows more is told of the newest of them. */
    private static final int MOST_FOLLOWEES = 10_000;

    /** Everybody may connect at once, after a restart: the database is then asked by a few at a time. */
    private static final int LOADS_AT_ONCE = 4;

    private static final long RETRY_MILLIS = 5_000;

    private final Map<AccountId, Home> open = new HashMap<>();
    private final Map<Long, Set<Home>> followers = new HashMap<>();
    private final Turns turns = new Turns(LOADS_AT_ONCE);
    private final Vertx vertx;
    private final Follows follows;

    Homes(Vertx vertx, Follows follows) {
        this.vertx = vertx;
        this.follows = follows;
    }

    /** An open home, and in ascending order the ids of those its owner follows. */
    private static final class Home {
        private final AccountId owner;
        private long[] followees = {};
        private boolean loading;
        private boolean stale;

        Home(AccountId owner) {
            this.owner = owner;
        }

        boolean follows(AccountId account) {
            return Arrays.binarySearch(followees, account.value()) >= 0;
        }
    }

    /** Begins to know whom the account follows. */
    void open(AccountId account) {
        if (!open.containsKey(account)) {
            Home home = new Home(account);
            open.put(account, home);
            load(home);
        }
    }

    void close(AccountId account) {
        Home home = open.remove(account);
        if (home != null) {
            replace(home, new long[0]);
        }
    }

    /** Whom the account follows has changed. */
    void refresh(AccountId account) {
        Optional.ofNullable(open.get(account)).ifPresent(this::load);
    }

    /** The open homes of those who follow the author, and the author's own. */
    Set<AccountId> near(AccountId author) {
        Set<AccountId> near = new HashSet<>();
        followers.getOrDefault(author.value(), Set.of()).forEach(home -> near.add(home.owner));
        if (open.containsKey(author)) {
            near.add(author);
        }
        return near;
    }

    boolean isNear(AccountId author) {
        return followers.containsKey(author.value()) || open.containsKey(author);
    }

    boolean follows(AccountId reader, AccountId account) {
        Home home = open.get(reader);
        return home != null && home.follows(account);
    }

    /** One load of a home runs at a time; what changes meanwhile is loaded after it, so the latest state wins. */
    private void load(Home home) {
        if (home.loading) {
            home.stale = true;
            return;
        }
        home.loading = true;
        turns.take(() -> isOpen(home)
                        ? follows.followees(home.owner, MOST_FOLLOWEES)
                        : Future.succeededFuture(List.of()))
                .onSuccess(followees -> loaded(home, followees))
                .onFailure(failure -> retry(home, failure));
    }

    private void loaded(Home home, List<AccountId> followees) {
        home.loading = false;
        if (!isOpen(home)) {
            return;
        }
        replace(home, followees.stream().mapToLong(AccountId::value).sorted().toArray());
        if (home.stale) {
            home.stale = false;
            load(home);
        }
    }

    private void retry(Home home, Throwable failure) {
        LOG.warn("Whom account {} follows could not be read for its stream: {}", home.owner, failure.toString());
        vertx.setTimer(RETRY_MILLIS, again -> {
            home.loading = false;
            if (isOpen(home)) {
                load(home);
            }
        });
    }

    private void replace(Home home, long[] followees) {
        for (long gone : home.followees) {
            followers.computeIfPresent(gone, (same, homes) -> {
                homes.remove(home);
                return homes.isEmpty() ? null : homes;
            });
        }
        home.followees = followees;
        for (long followee : followees) {
            followers.computeIfAbsent(followee, first -> new HashSet<>(2)).add(home);
        }
    }

    private boolean isOpen(Home home) {
        return open.get(home.owner) == home;
    }
}
