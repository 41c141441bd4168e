package social.skein.stream;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import social.skein.audience.Interests;
import social.skein.list.Roll;
import social.skein.model.AccountId;
import social.skein.relationship.Ties;

/** Somebody connected here with their streams, and how they stand to everybody else as far as that is known already. */
final class Circle implements Ties {
    private final AccountId owner;
    private final long opened;
    private long knownFrom = Long.MAX_VALUE;
    private Known known = Known.NOTHING;
    private List<Listener> listeners = List.of();
    private Promise<Void> reading = Promise.promise();
    private boolean loading;
    private boolean stale;

    /**
     * A circle of which nothing is known.
     *
     * @param opened the number of the first hint that may be for it
     */
    Circle(AccountId owner, long opened) {
        this.owner = owner;
        this.opened = opened;
    }

    AccountId owner() {
        return owner;
    }

    long opened() {
        return opened;
    }

    List<Listener> listeners() {
        return listeners;
    }

    void add(Listener listener) {
        listeners = Crowd.with(listeners, listener);
    }

    void remove(Listener listener) {
        listeners = Crowd.without(listeners, listener);
    }

    Known known() {
        return known;
    }

    void know(Known latest) {
        known = latest;
    }

    /** Begins to be loaded; false where it is being loaded, and will have to be once more after that. */
    boolean begins() {
        stale = loading;
        loading = true;
        return !stale;
    }

    /** Whether it has changed since it began to be loaded. */
    boolean isStale() {
        return stale;
    }

    /** Is no longer being loaded. */
    void ends() {
        loading = false;
        stale = false;
    }

    boolean isKnown() {
        return knownFrom != Long.MAX_VALUE;
    }

    /** Whether it was known when the hint of this number came; who was not is told of it later, by itself. */
    boolean wasKnownAt(long hint) {
        return hint >= knownFrom;
    }

    /** From the hint of this number on it is told what concerns it like everybody else. */
    void isKnownFrom(long hint) {
        knownFrom = hint;
        reading.tryComplete();
    }

    /** What it is could not be read; whoever asks from now on waits for the next try. */
    void isUnreadable(Throwable failure) {
        Promise<Void> failed = reading;
        reading = Promise.promise();
        failed.tryFail(failure);
    }

    /** Succeeds once it is known. */
    Future<Void> reading() {
        return reading.future();
    }

    Interests interests() {
        return known.interests();
    }

    List<Roll> rolls() {
        return known.rolls();
    }

    /** Whether a post of this author with these hashtags may be for its home or lists. */
    boolean isNear(AccountId author, Collection<String> tags) {
        return author.equals(owner)
                || Arrays.binarySearch(known.near(), author.value()) >= 0
                || tags.stream().anyMatch(known.interests().tags()::contains);
    }

    /** Whether something by this author may be for any of its streams, whatever it is. */
    boolean mayHear(AccountId author) {
        return isNear(author, List.of())
                || !known.interests().tags().isEmpty()
                || listeners.stream()
                        .flatMap(listener -> listener.channels().stream())
                        .anyMatch(Channel::isForEverybody);
    }

    @Override
    public boolean follows(AccountId account) {
        return Arrays.binarySearch(known.followees(), account.value()) >= 0;
    }

    @Override
    public boolean wantsBoostsOf(AccountId account) {
        return known.apart().wantsBoostsOf(account);
    }

    @Override
    public boolean blocks(AccountId account) {
        return known.apart().blocks(account);
    }

    @Override
    public boolean isBlockedBy(AccountId account) {
        return known.apart().isBlockedBy(account);
    }

    @Override
    public boolean mutes(AccountId account) {
        return known.apart().mutes(account);
    }

    @Override
    public boolean silences(AccountId account) {
        return known.apart().silences(account);
    }
}
