package social.skein.stream;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import social.skein.cluster.Hint;
import social.skein.cluster.HintBus;
import social.skein.conversation.ConversationHint;
import social.skein.filter.FiltersChanged;
import social.skein.http.Viewer;
import social.skein.list.Lists;
import social.skein.model.Problem;
import social.skein.notification.NotificationHint;
import social.skein.notification.NotificationsMerged;
import social.skein.oauth.TokenRevoked;
import social.skein.relationship.RelationsChanged;

/**
 * The readers connected to one event loop. Everything in it happens on that loop, so nothing is locked; a process has as many
 * hubs as HTTP verticles, and each hears every hint.
 */
public final class StreamHub {
    private static final Duration RECONNECT_SPREAD = Duration.ofSeconds(10);

    private final Set<StreamConnection> connections = new LinkedHashSet<>();
    private final Set<Hint<?>> subscribedHints = new LinkedHashSet<>();
    private final List<MessageConsumer<String>> hintConsumers = new ArrayList<>();
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

    /** Begins to hear hints, on the event loop that calls this. */
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

    /** Without any of these a stream would go on as if nothing had happened: with a post less, or somebody blocked. */
    private <T> Future<MessageConsumer<String>> listen(Hint<T> hint, Consumer<T> listener) {
        subscribedHints.add(hint);
        return hints.subscribeOnContext(hint, listener).onSuccess(hintConsumers::add);
    }

    /**
     * Closes every reader, each at its own moment within the time, so that they do not all come back at once. Until then it is
     * told what happens.
     */
    public Future<Void> close(Duration within) {
        closingWithin = Optional.of(within);
        return Future.join(connections.stream()
                        .map(reader -> closeLater(reader, CloseReason.SHUTDOWN, within))
                        .toList())
                .transform(dismissed -> Future.join(
                        hintConsumers.stream().map(MessageConsumer::unregister).toList()))
                .mapEmpty();
    }

    /** Everybody here may lack something, and finds it by REST when they connect again. */
    private void closeAfterLostHints() {
        List.copyOf(connections).forEach(reader -> closeLater(reader, CloseReason.HINTS_LOST, RECONNECT_SPREAD));
    }

    @CanIgnoreReturnValue
    private Future<Void> closeLater(StreamConnection connection, CloseReason reason, Duration within) {
        return vertx.timer(randomDelayMillis(within), TimeUnit.MILLISECONDS).map(now -> {
            connection.close(reason);
            return null;
        });
    }

    private static long randomDelayMillis(Duration within) {
        return Math.max(1, ThreadLocalRandom.current().nextLong(within.toMillis() + 1));
    }

    /** A new connection, which listens to nothing yet. */
    StreamConnection register(Optional<Viewer> viewer, EventEncoding encoding) {
        StreamConnection reader = new StreamConnection(viewer, encoding, metrics);
        connections.add(reader);
        metrics.opened();
        reader.ended().onComplete(ended -> deregister(reader));
        closingWithin.ifPresent(within -> closeLater(reader, CloseReason.SHUTDOWN, within));
        return reader;
    }

    /** Succeeds where somebody may open a stream; a {@link Problem} says why not. */
    Future<Void> checkAccess(Optional<Viewer> viewer, Subscription subscription) {
        subscription.stream().access().authorize(viewer);
        return subscription
                .listId()
                .map(list -> lists.owns(viewer.flatMap(Viewer::account).orElseThrow(), list)
                        .<Void>map(owns -> {
                            if (!owns) {
                                throw new Problem.NotFound();
                            }
                            return null;
                        }))
                .orElse(Future.succeededFuture());
    }

    /** Listens to one stream more, which the reader may. */
    void subscribe(StreamConnection connection, Subscription subscription) {
        if (connection.isEnded() || connection.listener(subscription).isPresent()) {
            return;
        }
        connection.checkSubscriptionLimit();
        StreamListener listener = new StreamListener(
                connection,
                subscription,
                subscription.channels(connection.viewer()),
                connection.viewer().flatMap(Viewer::account).map(users::findOrCreate));
        connection.add(listener);
        channels.add(listener);
        listener.user().ifPresent(circle -> users.add(circle, listener));
    }

    void unsubscribe(StreamConnection connection, Subscription subscription) {
        connection.listener(subscription).ifPresent(this::removeListener);
    }

    /** Succeeds once the reader misses nothing that its streams are told, and fails where that cannot be had now. */
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
        listener.user().ifPresent(circle -> users.remove(circle, listener));
    }

    private void closeRevoked(long token) {
        List.copyOf(connections).stream()
                .filter(reader -> reader.viewer()
                        .filter(viewer -> viewer.tokenId() == token)
                        .isPresent())
                .forEach(reader -> reader.close(CloseReason.REVOKED));
    }
}
