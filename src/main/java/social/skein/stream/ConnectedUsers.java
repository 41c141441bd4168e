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
 * The users connected to one hub, with an index from authors and hashtags to the users that follow them. So the
 * recipients of a post are found without a database query.
 */
public final class ConnectedUsers {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectedUsers.class);

    /** Bounds the memory of one user: of more followees only the newest are loaded. */
    private static final int MAX_FOLLOWEES = 10_000;

    /** Bounds the memory of all users to about 100 MiB. Beyond it, fewer followees are loaded for each further user. */
    private static final int MAX_INDEX_ENTRIES = 4_000_000;

    private static final int MAX_FOLLOWEES_WHEN_FULL = 500;

    /** Protects the database when all clients reconnect at once, after a restart. */
    private static final int MAX_CONCURRENT_LOADS = 4;

    private static final long RETRY_MILLIS = 5_000;

    private final Map<AccountId, ConnectedUser> users = new HashMap<>();
    private final FollowerIndex index = new FollowerIndex();
    private final HintBuffer hintBuffer = new HintBuffer();
    private final TaskLimiter loadLimiter = new TaskLimiter(MAX_CONCURRENT_LOADS);
    private final Vertx vertx;
    private final ConnectedUserStateLoader loader;
    private final StreamMetrics metrics;
    private BiConsumer<ConnectedUser, List<StatusHint>> catchUp = (user, missed) -> {};
    private int loadingUsers;

    public ConnectedUsers(Vertx vertx, ConnectedUserStateLoader loader, StreamMetrics metrics) {
        this.vertx = vertx;
        this.loader = loader;
        this.metrics = metrics;
    }

    /** Sets the handler that delivers to a newly loaded user the hints that arrived during the load. */
    void onLoaded(BiConsumer<ConnectedUser, List<StatusHint>> handler) {
        catchUp = handler;
    }

    /** The connected user of an account, or a new one. It is registered as long as it has listeners. */
    ConnectedUser findOrCreate(AccountId account) {
        return Optional.ofNullable(users.get(account))
                .orElseGet(() -> new ConnectedUser(account, hintBuffer.nextNumber()));
    }

    /** Registers a listener of a user; the first one starts the load. */
    void add(ConnectedUser user, StreamListener listener) {
        user.add(listener);
        if (users.putIfAbsent(user.account(), user) == null) {
            loadingUsers++;
            metrics.connectedAccounts(1);
            load(user);
        }
    }

    /** Removes a listener; the last one removes the user. */
    void remove(ConnectedUser user, StreamListener listener) {
        user.remove(listener);
        if (user.listeners().isEmpty() && users.remove(user.account(), user)) {
            metrics.connectedAccounts(-1);
            updateState(user, ConnectedUserState.EMPTY);
            if (!user.isLoaded()) {
                userSettled();
            }
        }
    }

    /** Reloads the state of an account if it is connected. */
    void reload(AccountId account) {
        Optional.ofNullable(users.get(account)).ifPresent(this::load);
    }

    /** Numbers a hint, and buffers it if a user is being loaded. Users loaded at that number receive it directly. */
    long sequence(StatusHint hint) {
        if (loadingUsers > 0 && !hintBuffer.add(hint)) {
            metrics.hintDropped();
        }
        return hintBuffer.takeNumber();
    }

    /** The users that follow the author or one of the tags, or have the author in a list, and the author. */
    Set<ConnectedUser> interestedIn(AccountId author, Collection<String> tags) {
        Set<ConnectedUser> interested = index.interestedIn(author, tags);
        Optional.ofNullable(users.get(author)).ifPresent(interested::add);
        return interested;
    }

    /** Whether a post of the author, with any tags, may concern a connected user. */
    boolean mayInterestAnyone(AccountId author) {
        return index.mayInterestAnyone(author) || users.containsKey(author);
    }

    /** At most one load of a user runs at a time; a change meanwhile causes another load, so the latest state wins. */
    private void load(ConnectedUser user) {
        if (!user.startLoading()) {
            return;
        }
        loadLimiter
                .submit(() -> loadState(user))
                .onSuccess(state -> onStateLoaded(user, state))
                .onFailure(failure -> retry(user, failure));
    }

    private Future<ConnectedUserState> loadState(ConnectedUser user) {
        if (!isConnected(user)) {
            return Future.succeededFuture(ConnectedUserState.EMPTY);
        }
        int maxFollowees = index.size() < MAX_INDEX_ENTRIES ? MAX_FOLLOWEES : MAX_FOLLOWEES_WHEN_FULL;
        return loader.load(user.account(), maxFollowees);
    }

    private void onStateLoaded(ConnectedUser user, ConnectedUserState state) {
        boolean changedMeanwhile = user.isStale();
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
        if (changedMeanwhile) {
            load(user);
        }
    }

    private void retry(ConnectedUser user, Throwable failure) {
        LOG.warn(
                "The relations of account {} could not be loaded for its stream, retrying: {}",
                user.account(),
                failure.toString());
        user.markFailed(failure);
        vertx.setTimer(RETRY_MILLIS, fired -> {
            user.finishLoading();
            if (isConnected(user)) {
                load(user);
            }
        });
    }

    /** A user was loaded, or left before. */
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
        return users.get(user.account()) == user;
    }
}
