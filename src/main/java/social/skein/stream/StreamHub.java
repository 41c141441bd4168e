package social.skein.stream;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import social.skein.cluster.HintBus;
import social.skein.cluster.HintType;
import social.skein.conversation.ConversationHint;
import social.skein.filter.FiltersChanged;
import social.skein.http.Caller;
import social.skein.list.Lists;
import social.skein.model.AccountId;
import social.skein.model.ListId;
import social.skein.model.Problem;
import social.skein.notification.NotificationHint;
import social.skein.notification.NotificationsMerged;
import social.skein.oauth.TokenRevoked;
import social.skein.relationship.RelationsChanged;

/**
 * The stream connections of one event loop. All of its code runs on that loop, so it needs no locks. A process has one
 * hub for each HTTP verticle, and each hub receives every hint.
 */
public final class StreamHub {
    private static final Duration RECONNECT_SPREAD = Duration.ofSeconds(10);

    private final Set<StreamConnection> connections = new LinkedHashSet<>();
    private final Set<HintType<?>> subscribedHints = new LinkedHashSet<>();
    private final List<HintBus.HintSubscription> hintSubscriptions = new ArrayList<>();
    private final ChannelListeners channels = new ChannelListeners();
    private final Vertx vertx;
    private final HintBus hints;
    private final ConnectedUsers users;
    private final Lists lists;
    private final HintDispatcher dispatch;
    private final StreamMetrics metrics;
    private Optional<Duration> closingWithin = Optional.empty();

    public StreamHub(
            Vertx vertx,
            HintBus hints,
            ConnectedUsers users,
            Lists lists,
            EventRenderer renderer,
            StreamMetrics metrics) {
        this.vertx = vertx;
        this.hints = hints;
        this.users = users;
        this.lists = lists;
        this.dispatch = new HintDispatcher(channels, users, renderer, metrics);
        this.metrics = metrics;
    }

    /** Subscribes to the hints, on the calling event loop. */
    public Future<Void> start() {
        Future<Void> opened = Future.all(List.of(
                        listen(StatusHint.HINT, dispatch::onStatus),
                        listen(NotificationHint.HINT, dispatch::onNotification),
                        listen(NotificationsMerged.HINT, hint -> dispatch.onNotificationsMerged(hint.account())),
                        listen(ConversationHint.HINT, dispatch::onConversation),
                        listen(FiltersChanged.HINT, dispatch::onFiltersChanged),
                        listen(RelationsChanged.HINT, hint -> users.reload(hint.account())),
                        listen(TokenRevoked.HINT, hint -> closeRevoked(hint.token()))))
                .mapEmpty();
        hints.onLost(subscribedHints, this::closeAfterLostHints);
        return opened;
    }

    /**
     * If one of these hints is lost, a stream silently lacks a post or ignores a block; so the hub is notified of
     * losses.
     */
    private <T> Future<HintBus.HintSubscription> listen(HintType<T> hint, Consumer<T> listener) {
        subscribedHints.add(hint);
        return hints.subscribeOnContext(hint, listener).onSuccess(hintSubscriptions::add);
    }

    /**
     * Closes every connection at a random time within the given duration, so that clients do not all reconnect at once.
     * Until then a connection keeps receiving events.
     */
    public Future<Void> close(Duration within) {
        closingWithin = Optional.of(within);
        return Future.join(connections.stream()
                        .map(connection -> closeLater(connection, CloseReason.SHUTDOWN, within))
                        .toList())
                .transform(closed -> Future.join(hintSubscriptions.stream()
                        .map(HintBus.HintSubscription::cancel)
                        .toList()))
                .mapEmpty();
    }

    /** Every client may lack an event, and loads it by REST when it reconnects. */
    private void closeAfterLostHints() {
        List.copyOf(connections)
                .forEach(connection -> closeLater(connection, CloseReason.HINTS_LOST, RECONNECT_SPREAD));
    }

    @CanIgnoreReturnValue
    private Future<Void> closeLater(StreamConnection connection, CloseReason reason, Duration within) {
        return vertx.timer(randomDelayMillis(within), TimeUnit.MILLISECONDS).map(fired -> {
            connection.close(reason);
            return null;
        });
    }

    private static long randomDelayMillis(Duration within) {
        return Math.max(1, ThreadLocalRandom.current().nextLong(within.toMillis() + 1));
    }

    /** Registers a new connection, without subscriptions. */
    StreamConnection register(Optional<Caller> caller, EventEncoding encoding) {
        StreamConnection connection = new StreamConnection(caller, encoding, metrics);
        connections.add(connection);
        metrics.opened();
        connection.ended().onComplete(ended -> deregister(connection));
        closingWithin.ifPresent(within -> closeLater(connection, CloseReason.SHUTDOWN, within));
        return connection;
    }

    /** Succeeds if the caller may open the stream, and fails with a {@link Problem} otherwise. */
    Future<Void> checkAccess(Optional<Caller> caller, Subscription subscription) {
        subscription.stream().access().authorize(caller);
        return subscription
                .listId()
                .map(list -> checkOwnsList(caller.flatMap(Caller::account).orElseThrow(), list))
                .orElse(Future.succeededFuture());
    }

    private Future<Void> checkOwnsList(AccountId account, ListId list) {
        return lists.owns(account, list)
                .compose(owns -> owns ? Future.succeededFuture() : Future.failedFuture(new Problem.NotFound()));
    }

    /** Adds a subscription that {@link #checkAccess} has admitted. Does nothing if it exists already. */
    void subscribe(StreamConnection connection, Subscription subscription) {
        if (connection.isEnded() || connection.listener(subscription).isPresent()) {
            return;
        }
        connection.checkSubscriptionLimit();
        StreamListener listener = new StreamListener(
                connection,
                subscription,
                subscription.channels(connection.caller()),
                connection.caller().flatMap(Caller::account).map(users::findOrCreate));
        connection.add(listener);
        channels.add(listener);
        listener.user().ifPresent(user -> users.add(user, listener));
    }

    void unsubscribe(StreamConnection connection, Subscription subscription) {
        connection.listener(subscription).ifPresent(this::removeListener);
    }

    /**
     * Succeeds once the connection's user is loaded, so that it misses no event from then on; fails if the load fails.
     */
    Future<Void> awaitLoaded(StreamConnection connection) {
        return Future.all(connection.listeners().stream()
                        .flatMap(listener -> listener.user().stream())
                        .map(ConnectedUser::loaded)
                        .toList())
                .mapEmpty();
    }

    private void deregister(StreamConnection connection) {
        if (connections.remove(connection)) {
            connection.listeners().forEach(this::removeListener);
            metrics.ended();
        }
    }

    private void removeListener(StreamListener listener) {
        listener.connection().remove(listener);
        channels.remove(listener);
        listener.user().ifPresent(user -> users.remove(user, listener));
    }

    private void closeRevoked(long token) {
        List.copyOf(connections).stream()
                .filter(connection -> connection
                        .caller()
                        .filter(caller -> caller.tokenId() == token)
                        .isPresent())
                .forEach(connection -> connection.close(CloseReason.REVOKED));
    }
}
