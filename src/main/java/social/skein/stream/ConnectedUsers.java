package social.skein.stream;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import social.skein.model.AccountId;

/**
 * The accounts connected to one hub, and from each author and hashtag back to those of them who follow it. So a post finds
 * its connected readers without a look at the database, however many follow its author elsewhere.
 */
public final class ConnectedUsers {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectedUsers.class);

    /** Bounds what one reader costs; who follows more is told of the newest of them. */
    private static final int MAX_FOLLOWEES = 10_000;

    /** Bounds what all cost together, to some 100 MiB; whoever comes after that is told of fewer of those they follow. */
    private static final int MAX_INDEX_ENTRIES = 4_000_000;

    private static final int MAX_FOLLOWEES_WHEN_FULL = 500;

    /** Everybody may connect at once, after a restart: the database is then asked by a few at a time. */
    private static final int MAX_CONCURRENT_LOADS = 4;

    private static final long RETRY_MILLIS = 5_000;

    private final Map<AccountId, ConnectedUser> users = new HashMap<>();
    private final FollowerIndex index = new FollowerIndex();
    private final HintBuffer hintBuffer = new HintBuffer();
    private final TaskLimiter loadLimiter = new TaskLimiter(MAX_CONCURRENT_LOADS);
    private final Vertx vertx;
    private final ConnectedUserStateLoader loader;
    private final StreamMetrics metrics;
    private BiConsumer<ConnectedUser, List<StatusHint>> catchUp = (circle, missed) -> {};
    private int loadingUsers;

    public ConnectedUsers(Vertx vertx, ConnectedUserStateLoader loader, StreamMetrics metrics) {
        this.vertx = vertx;
        this.loader = loader;
        this.metrics = metrics;
    }

    /** Has each circle, once it is known, told what it has missed till then. */
    void onLoaded(BiConsumer<ConnectedUser, List<StatusHint>> handler) {
        catchUp = handler;
    }

    /** The circle of an account, which is open as long as it has listeners. */
    ConnectedUser findOrCreate(AccountId account) {
        return Optional.ofNullable(users.get(account))
                .orElseGet(() -> new ConnectedUser(account, hintBuffer.nextNumber()));
    }

    /** One more stream needs its circle. */
    void add(ConnectedUser user, StreamListener listener) {
        user.add(listener);
        if (users.putIfAbsent(user.owner(), user) == null) {
            loadingUsers++;
            metrics.connectedAccounts(1);
            load(user);
        }
    }

    /** One stream fewer does. */
    void remove(ConnectedUser user, StreamListener listener) {
        user.remove(listener);
        if (user.listeners().isEmpty() && users.remove(user.owner(), user)) {
            metrics.connectedAccounts(-1);
            updateState(user, ConnectedUserState.EMPTY);
            if (!user.isLoaded()) {
                userSettled();
            }
        }
    }

    /** The account's ties or interests have changed. */
    void reload(AccountId account) {
        Optional.ofNullable(users.get(account)).ifPresent(this::load);
    }

    /** Gives a hint its number: whoever is known from then on, or had been before, is told of it when its turn comes. */
    long sequence(StatusHint hint) {
        if (loadingUsers > 0 && !hintBuffer.add(hint)) {
            metrics.hintDropped();
        }
        return hintBuffer.takeNumber();
    }

    /** Those here who follow the author, have them in a list or follow one of the tags, and the author. */
    Set<ConnectedUser> interestedIn(AccountId author, Collection<String> tags) {
        Set<ConnectedUser> near = index.interestedIn(author, tags);
        Optional.ofNullable(users.get(author)).ifPresent(near::add);
        return near;
    }

    /** Whether a post of the author may have readers here, whatever its tags. */
    boolean mayInterestAnyone(AccountId author) {
        return index.mayInterestAnyone(author) || users.containsKey(author);
    }

    /** One load of a circle runs at a time; what changes meanwhile is loaded after it, so the latest state wins. */
    private void load(ConnectedUser user) {
        if (!user.startLoading()) {
            return;
        }
        loadLimiter
                .submit(() -> isConnected(user)
                        ? loader.load(
                                user.owner(),
                                index.size() < MAX_INDEX_ENTRIES ? MAX_FOLLOWEES : MAX_FOLLOWEES_WHEN_FULL)
                        : Future.succeededFuture(ConnectedUserState.EMPTY))
                .onSuccess(known -> onStateLoaded(user, known))
                .onFailure(failure -> retry(user, failure));
    }

    private void onStateLoaded(ConnectedUser user, ConnectedUserState state) {
        boolean again = user.isStale();
        user.finishLoading();
        if (!isConnected(user)) {
            return;
        }
        updateState(user, state);
        if (!user.isLoaded()) {
            catchUp.accept(user, hintBuffer.since(user.firstHint()));
            user.markLoaded(hintBuffer.nextNumber());
            userSettled();
        }
        if (again) {
            load(user);
        }
    }

    private void retry(ConnectedUser user, Throwable failure) {
        LOG.warn("The ties of account {} could not be read for its stream: {}", user.owner(), failure.toString());
        user.markFailed(failure);
        vertx.setTimer(RETRY_MILLIS, again -> {
            user.finishLoading();
            if (isConnected(user)) {
                load(user);
            }
        });
    }

    /** One circle fewer waits to be known. */
    private void userSettled() {
        loadingUsers--;
        if (loadingUsers == 0) {
            hintBuffer.clear();
        }
    }

    private void updateState(ConnectedUser user, ConnectedUserState state) {
        int before = index.size();
        index.update(user, user.state(), state);
        user.setState(state);
        metrics.indexEntries(index.size() - before);
    }

    private boolean isConnected(ConnectedUser user) {
        return users.get(user.owner()) == user;
    }
}
