package social.skein.stream;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import social.skein.conversation.ConversationHint;
import social.skein.filter.FiltersChanged;
import social.skein.list.ListMembers;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.notification.NotificationHint;
import social.skein.status.Status;
import social.skein.visibility.StatusAttributes;
import social.skein.visibility.VisibilityPolicy;

/** Brings what hints tell of to those of a hub's listeners whom it concerns. Where it concerns nobody, nothing is loaded. */
final class HintDispatcher {
    /** A post may have thousands of readers here; it is brought to so many at a time, with two statements for all of them. */
    private static final int RENDER_BATCH_SIZE = 1_000;

    private static final int MAX_CONCURRENT_RENDERINGS = 8;

    private final TaskLimiter renderLimiter = new TaskLimiter(MAX_CONCURRENT_RENDERINGS);
    private final PerAccountQueue queue = new PerAccountQueue();
    private final ChannelListeners channels;
    private final ConnectedUsers users;
    private final EventRenderer renderer;
    private final StreamMetrics metrics;

    HintDispatcher(ChannelListeners channels, ConnectedUsers users, EventRenderer renderer, StreamMetrics metrics) {
        this.channels = channels;
        this.users = users;
        this.renderer = renderer;
        this.metrics = metrics;
        users.onLoaded(this::catchUp);
    }

    void onStatus(StatusHint hint) {
        long number = users.sequence(hint);
        if (users.mayInterestAnyone(hint.author())
                || !channels.isEmpty(Channel.Kind.PUBLIC)
                || !channels.isEmpty(Channel.Kind.HASHTAG)) {
            enqueue(hint, new StreamRecipients.LoadedUsers(users, channels, number));
        }
    }

    /** Tells somebody of whom nothing was known while hints came what concerned them. */
    private void catchUp(ConnectedUser user, List<StatusHint> missed) {
        missed.stream()
                .filter(hint -> user.mayReceiveFrom(hint.author()))
                .forEach(hint -> enqueue(hint, new StreamRecipients.CatchingUpUser(user)));
    }

    private void enqueue(StatusHint hint, StreamRecipients recipients) {
        boolean taken = queue.submit(hint.author(), () -> deliver(hint, recipients));
        if (!taken) {
            metrics.hintDropped();
        }
    }

    void onNotification(NotificationHint hint) {
        sendToAccount(hint.recipient(), Channel.notifications(hint.recipient()), () -> renderer.notification(hint));
    }

    void onConversation(ConversationHint hint) {
        sendToAccount(hint.reader(), Channel.direct(hint.reader()), () -> renderer.conversation(hint));
    }

    void onFiltersChanged(FiltersChanged hint) {
        send(channels.listeners(Channel.home(hint.account())), Optional.of(StreamEvent.filtersChanged()));
    }

    void onNotificationsMerged(AccountId account) {
        send(channels.listeners(Channel.notifications(account)), Optional.of(StreamEvent.notificationsMerged()));
    }

    /** What one account alone is told of, in the order in which it became so. */
    private void sendToAccount(AccountId account, Channel channel, Supplier<Future<Optional<StreamEvent>>> event) {
        if (channels.isEmpty(channel)) {
            return;
        }
        if (!queue.submit(account, () -> event.get().map(there -> send(channels.listeners(channel), there)))) {
            metrics.hintDropped();
        }
    }

    private Future<Void> deliver(StatusHint hint, StreamRecipients recipients) {
        return hint.change() == StatusHint.Change.DELETED
                ? deliverDeletion(hint.author(), hint.status(), recipients)
                : renderer.status(hint)
                        .compose(found -> found.map(
                                        sight -> renderAndSend(sight, selectListeners(sight.status(), recipients)))
                                .orElse(Future.succeededFuture()));
    }

    /** What a deleted status was is no longer known, so all who may have been shown it are told its id. */
    private Future<Void> deliverDeletion(AccountId author, StatusId id, StreamRecipients recipients) {
        StreamEvent event = StreamEvent.delete(id);
        Stream.of(
                        recipients
                                .users(author, List.of())
                                .flatMap(circle -> Stream.concat(
                                        recipients.listeners(Channel.home(circle.owner())).stream(),
                                        listListeners(circle, author, recipients))),
                        recipients.listeners(Channel.PUBLIC).stream(),
                        recipients.listeners(Channel.Kind.HASHTAG))
                .flatMap(listeners -> listeners)
                .toList()
                .forEach(listener -> listener.send(event));
        return Future.succeededFuture();
    }

    private static Stream<StreamListener> listListeners(
            ConnectedUser user, AccountId author, StreamRecipients recipients) {
        return user.lists().stream()
                .filter(roll -> roll.contains(author))
                .flatMap(roll -> recipients.listeners(Channel.list(roll.list())).stream());
    }

    private static List<StreamListener> selectListeners(Status status, StreamRecipients recipients) {
        StatusAttributes subject = status.subject();
        List<StreamListener> audience = new ArrayList<>();
        recipients.users(subject.author(), subject.tags()).forEach(circle -> {
            if (VisibilityPolicy.belongsInHome(circle.owner(), subject, circle.viewerState(), circle.viewerState().preferences())) {
                audience.addAll(recipients.listeners(Channel.home(circle.owner())));
            }
            for (ListMembers roll : circle.lists()) {
                if (VisibilityPolicy.belongsInList(circle.owner(), subject, circle.viewerState(), roll)) {
                    audience.addAll(recipients.listeners(Channel.list(roll.list())));
                }
            }
        });
        if (subject.visibility() == Visibility.PUBLIC
                && subject.reblogOfAccount().isEmpty()) {
            if (isThreadStart(subject)) {
                audience.addAll(recipients.listeners(Channel.PUBLIC));
            }
            status.tags().forEach(tag -> audience.addAll(recipients.listeners(Channel.hashtag(tag))));
        }
        audience.removeIf(listener -> !VisibilityPolicy.canDiscover(listener.account(), subject, listener.relation()));
        return audience;
    }

    /** Public timelines have no answers to other people. */
    private static boolean isThreadStart(StatusAttributes subject) {
        return subject.inReplyToAccount().map(subject.author()::equals).orElse(true);
    }

    private Future<Void> renderAndSend(RenderedStatus rendered, List<StreamListener> listeners) {
        Map<AccountId, List<StreamListener>> byReader = new LinkedHashMap<>();
        List<StreamListener> nameless = new ArrayList<>();
        listeners.forEach(listener -> listener.account()
                .map(reader -> byReader.computeIfAbsent(reader, first -> new ArrayList<>(1)))
                .orElse(nameless)
                .add(listener));
        send(
                nameless,
                Optional.of(rendered).filter(there -> !nameless.isEmpty()).map(RenderedStatus::anonymousEvent));
        List<AccountId> readers = List.copyOf(byReader.keySet());
        List<Future<Void>> shown = new ArrayList<>();
        for (int from = 0; from < readers.size(); from += RENDER_BATCH_SIZE) {
            List<AccountId> some = readers.subList(from, Math.min(from + RENDER_BATCH_SIZE, readers.size()));
            shown.add(renderLimiter
                    .submit(() -> renderer.statusEvents(rendered, some))
                    .map(events -> {
                        events.forEach(
                                (reader, event) -> send(byReader.getOrDefault(reader, List.of()), Optional.of(event)));
                        return null;
                    }));
        }
        return Future.join(shown).mapEmpty();
    }

    private static Void send(List<StreamListener> listeners, Optional<StreamEvent> event) {
        event.ifPresent(there -> listeners.forEach(listener -> listener.send(there)));
        return null;
    }
}
