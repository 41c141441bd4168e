package social.skein.stream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import social.skein.list.ListMembers;
import social.skein.model.AccountId;
import social.skein.relationship.ViewerRelations;
import social.skein.visibility.FeedPreferences;

/** Somebody connected here with their streams, and how they stand to everybody else as far as that is known already. */
final class ConnectedUser implements ViewerRelations {
    private final AccountId owner;
    private final long firstHint;
    private long loadedFromHint = Long.MAX_VALUE;
    private ConnectedUserState state = ConnectedUserState.EMPTY;
    private List<StreamListener> listeners = List.of();
    private Promise<Void> loaded = Promise.promise();
    private boolean loading;
    private boolean stale;

    /**
     * A circle of which nothing is known.
     *
     * @param firstHint the number of the first hint that may be for it
     */
    ConnectedUser(AccountId owner, long firstHint) {
        this.owner = owner;
        this.firstHint = firstHint;
    }

    AccountId owner() {
        return owner;
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

    /** Begins to be loaded; false where it is being loaded, and will have to be once more after that. */
    boolean startLoading() {
        stale = loading;
        loading = true;
        return !stale;
    }

    /** Whether it has changed since it began to be loaded. */
    boolean isStale() {
        return stale;
    }

    /** Is no longer being loaded. */
    void finishLoading() {
        loading = false;
        stale = false;
    }

    boolean isLoaded() {
        return loadedFromHint != Long.MAX_VALUE;
    }

    /** Whether it was known when the hint of this number came; who was not is told of it later, by itself. */
    boolean wasLoadedAt(long hint) {
        return hint >= loadedFromHint;
    }

    /** From the hint of this number on it is told what concerns it like everybody else. */
    void markLoaded(long hint) {
        loadedFromHint = hint;
        loaded.tryComplete();
    }

    /** What it is could not be read; whoever asks from now on waits for the next try. */
    void markFailed(Throwable failure) {
        Promise<Void> failed = loaded;
        loaded = Promise.promise();
        failed.tryFail(failure);
    }

    /** Succeeds once it is known. */
    Future<Void> loaded() {
        return loaded.future();
    }

    FeedPreferences preferences() {
        return state.preferences();
    }

    List<ListMembers> lists() {
        return state.lists();
    }

    /** Whether a post of this author with these hashtags may be for its home or lists. */
    boolean isInterestedIn(AccountId author, Collection<String> tags) {
        return author.equals(owner)
                || Arrays.binarySearch(state.feedAuthors(), author.value()) >= 0
                || tags.stream().anyMatch(state.preferences().followedTags()::contains);
    }

    /** Whether something by this author may be for any of its streams, whatever it is. */
    boolean mayReceiveFrom(AccountId author) {
        return isInterestedIn(author, List.of())
                || !state.preferences().followedTags().isEmpty()
                || listeners.stream()
                        .flatMap(listener -> listener.channels().stream())
                        .anyMatch(Channel::isPublicFeed);
    }

    @Override
    public boolean follows(AccountId account) {
        return Arrays.binarySearch(state.followees(), account.value()) >= 0;
    }

    @Override
    public boolean showsBoostsOf(AccountId account) {
        return state.blocksAndMutes().showsBoostsOf(account);
    }

    @Override
    public boolean blocks(AccountId account) {
        return state.blocksAndMutes().blocks(account);
    }

    @Override
    public boolean isBlockedBy(AccountId account) {
        return state.blocksAndMutes().isBlockedBy(account);
    }

    @Override
    public boolean mutes(AccountId account) {
        return state.blocksAndMutes().mutes(account);
    }

    @Override
    public boolean mutesNotificationsOf(AccountId account) {
        return state.blocksAndMutes().mutesNotificationsOf(account);
    }
}
