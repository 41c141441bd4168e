package social.skein.stream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import social.skein.list.ListMembers;
import social.skein.model.AccountId;
import social.skein.visibility.ViewerState;

/** An account connected to one hub, with its listeners and the part of its state that is loaded so far. */
final class ConnectedUser {
    private final AccountId account;
    private final long firstHint;
    private long loadedFromHint = Long.MAX_VALUE;
    private ConnectedUserState state = ConnectedUserState.EMPTY;
    private List<StreamListener> listeners = List.of();
    private Promise<Void> loaded = Promise.promise();
    private boolean loading;
    private boolean stale;

    /**
     * A user whose state is not loaded yet.
     *
     * @param firstHint the number of the first hint that may concern the user
     */
    ConnectedUser(AccountId account, long firstHint) {
        this.account = account;
        this.firstHint = firstHint;
    }

    AccountId account() {
        return account;
    }

    long firstHint() {
        return firstHint;
    }

    List<StreamListener> listeners() {
        return listeners;
    }

    void add(StreamListener listener) {
        listeners = CopyOnWriteLists.with(listeners, listener);
    }

    void remove(StreamListener listener) {
        listeners = CopyOnWriteLists.without(listeners, listener);
    }

    ConnectedUserState state() {
        return state;
    }

    void setState(ConnectedUserState latest) {
        state = latest;
    }

    /** Marks a load as started. Returns false if one is running already, which then has to be repeated. */
    boolean startLoading() {
        stale = loading;
        loading = true;
        return !stale;
    }

    /** Whether the state has changed since the running load began. */
    boolean isStale() {
        return stale;
    }

    void finishLoading() {
        loading = false;
        stale = false;
    }

    boolean isLoaded() {
        return loadedFromHint != Long.MAX_VALUE;
    }

    /**
     * Whether the state was loaded when the hint with this number arrived. If not, the user catches up on it
     * separately.
     */
    boolean wasLoadedAt(long hint) {
        return hint >= loadedFromHint;
    }

    /** @param hint the number of the first hint that the user receives directly */
    void markLoaded(long hint) {
        loadedFromHint = hint;
        loaded.tryComplete();
    }

    /** Fails the futures given out so far; later calls of {@link #loaded} wait for the next attempt. */
    void markFailed(Throwable failure) {
        Promise<Void> failed = loaded;
        loaded = Promise.promise();
        failed.tryFail(failure);
    }

    /** Succeeds once the state is loaded. */
    Future<Void> loaded() {
        return loaded.future();
    }

    ViewerState viewerState() {
        return state.viewer();
    }

    List<ListMembers> lists() {
        return state.lists();
    }

    /** Whether a post of this author with these hashtags may belong in the user's home timeline or lists. */
    boolean isInterestedIn(AccountId author, Collection<String> tags) {
        return author.equals(account)
                || Arrays.binarySearch(state.feedAuthors(), author.value()) >= 0
                || tags.stream().anyMatch(viewerState().preferences().followedTags()::contains);
    }

    /** Whether any post of this author may concern any stream of the user. */
    boolean mayReceiveFrom(AccountId author) {
        return isInterestedIn(author, List.of())
                || !viewerState().preferences().followedTags().isEmpty()
                || listeners.stream()
                        .flatMap(listener -> listener.channels().stream())
                        .anyMatch(Channel::isPublicFeed);
    }
}
