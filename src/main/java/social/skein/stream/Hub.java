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
import social.skein.cluster.Hints;
import social.skein.conversation.ConversationHint;
import social.skein.filter.FiltersChanged;
import social.skein.http.Viewer;
import social.skein.list.Lists;
import social.skein.model.Problem;
import social.skein.notification.NotificationHint;
import social.skein.notification.NotificationsMerged;
import social.skein.oauth.TokenRevoked;
import social.skein.relationship.TiesChanged;

/**
 * The readers connected to one event loop. Everything in it happens on that loop, so nothing is locked; a process has as many
 * hubs as HTTP verticles, and each hears every hint.
 */
public final class Hub {
    private static final Duration COMING_BACK = Duration.ofSeconds(10);

    private final Set<Reader> readers = new LinkedHashSet<>();
    private final Set<Hint<?>> heard = new LinkedHashSet<>();
    private final List<MessageConsumer<String>> ears = new ArrayList<>();
    private final Channels channels = new Channels();
    private final Vertx vertx;
    private final Hints hints;
    private final Circles circles;
    private final Lists lists;
    private final Dispatch dispatch;
    private final StreamMetrics metrics;
    private Optional<Duration> leavingWithin = Optional.empty();

    public Hub(Vertx vertx, Hints hints, Circles circles, Lists lists, Rendering rendering, StreamMetrics metrics) {
        this.vertx = vertx;
        this.hints = hints;
        this.circles = circles;
        this.lists = lists;
        this.dispatch = new Dispatch(channels, circles, rendering, metrics);
        this.metrics = metrics;
    }

    /** Begins to hear hints, on the event loop that calls this. */
    public Future<Void> open() {
        Future<Void> opened = Future.all(List.of(
                        hear(StatusHint.HINT, dispatch::status),
                        hear(NotificationHint.HINT, dispatch::notification),
                        hear(NotificationsMerged.HINT, hint -> dispatch.merged(hint.account())),
                        hear(ConversationHint.HINT, dispatch::conversation),
                        hear(FiltersChanged.HINT, dispatch::filters),
                        hear(TiesChanged.HINT, hint -> circles.refresh(hint.account())),
                        hear(TokenRevoked.HINT, hint -> revoked(hint.token()))))
                .mapEmpty();
        hints.whenLost(heard, this::beginAgain);
        return opened;
    }

    /** Without any of these a stream would go on as if nothing had happened: with a post less, or somebody blocked. */
    private <T> Future<MessageConsumer<String>> hear(Hint<T> hint, Consumer<T> listener) {
        heard.add(hint);
        return hints.listen(hint, listener).onSuccess(ears::add);
    }

    /**
     * Closes every reader, each at its own moment within the time, so that they do not all come back at once. Until then it is
     * told what happens.
     */
    public Future<Void> close(Duration within) {
        leavingWithin = Optional.of(within);
        return Future.join(readers.stream()
                        .map(reader -> dismiss(reader, Farewell.SHUTDOWN, within))
                        .toList())
                .transform(dismissed -> Future.join(
                        ears.stream().map(MessageConsumer::unregister).toList()))
                .mapEmpty();
    }

    /** Everybody here may lack something, and finds it by REST when they connect again. */
    private void beginAgain() {
        List.copyOf(readers).forEach(reader -> dismiss(reader, Farewell.MISSED, COMING_BACK));
    }

    @CanIgnoreReturnValue
    private Future<Void> dismiss(Reader reader, Farewell farewell, Duration within) {
        return vertx.timer(moment(within), TimeUnit.MILLISECONDS).map(now -> {
            reader.close(farewell);
            return null;
        });
    }

    private static long moment(Duration within) {
        return Math.max(1, ThreadLocalRandom.current().nextLong(within.toMillis() + 1));
    }

    /** A new connection, which listens to nothing yet. */
    Reader admit(Optional<Viewer> viewer, Dialect dialect) {
        Reader reader = new Reader(viewer, dialect, metrics);
        readers.add(reader);
        metrics.opened();
        reader.ended().onComplete(ended -> release(reader));
        leavingWithin.ifPresent(within -> dismiss(reader, Farewell.SHUTDOWN, within));
        return reader;
    }

    /** Succeeds where somebody may open a stream; a {@link Problem} says why not. */
    Future<Void> check(Optional<Viewer> viewer, Subscription subscription) {
        subscription.stream().access().check(viewer);
        return subscription
                .list()
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
    void subscribe(Reader reader, Subscription subscription) {
        if (reader.isEnded() || reader.listener(subscription).isPresent()) {
            return;
        }
        reader.checkHasRoom();
        Listener listener = new Listener(
                reader,
                subscription,
                subscription.channels(reader.viewer()),
                reader.viewer().flatMap(Viewer::account).map(circles::of));
        reader.add(listener);
        channels.join(listener);
        listener.circle().ifPresent(circle -> circles.join(circle, listener));
    }

    void unsubscribe(Reader reader, Subscription subscription) {
        reader.listener(subscription).ifPresent(this::leave);
    }

    /** Succeeds once the reader misses nothing that its streams are told, and fails where that cannot be had now. */
    Future<Void> ready(Reader reader) {
        return Future.all(reader.listeners().stream()
                        .flatMap(listener -> listener.circle().stream())
                        .map(Circle::reading)
                        .toList())
                .mapEmpty();
    }

    private void release(Reader reader) {
        if (readers.remove(reader)) {
            reader.listeners().forEach(this::leave);
            metrics.ended();
        }
    }

    private void leave(Listener listener) {
        listener.reader().remove(listener);
        channels.leave(listener);
        listener.circle().ifPresent(circle -> circles.leave(circle, listener));
    }

    private void revoked(long token) {
        List.copyOf(readers).stream()
                .filter(reader -> reader.viewer()
                        .filter(viewer -> viewer.token() == token)
                        .isPresent())
                .forEach(reader -> reader.close(Farewell.REVOKED));
    }
}
