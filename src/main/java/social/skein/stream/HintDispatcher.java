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
import social.skein.visibility.ViewerState;
import social.skein.visibility.VisibilityPolicy;

/** Delivers the event of each hint to the listeners it concerns. If there are none, nothing is loaded. */
final class HintDispatcher {
    /**
     * Accounts rendered at a time, with two statements for all of them; a post may have thousands of recipients here.
     */
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

    /** Delivers the hints that arrived while the user was being loaded. */
    private void catchUp(ConnectedUser user, List<StatusHint> missed) {
        missed.stream()
                .filter(hint -> user.mayReceiveFrom(hint.author()))
                .forEach(hint -> enqueue(hint, new StreamRecipients.CatchingUpUser(user)));
    }

    private void enqueue(StatusHint hint, StreamRecipients recipients) {
        boolean accepted = queue.submit(hint.author(), () -> deliver(hint, recipients));
        if (!accepted) {
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

    /** Delivers an event to one account, after its earlier ones. */
    private void sendToAccount(AccountId account, Channel channel, Supplier<Future<Optional<StreamEvent>>> event) {
        if (channels.isEmpty(channel)) {
            return;
        }
        boolean accepted =
                queue.submit(account, () -> event.get().map(loaded -> send(channels.listeners(channel), loaded)));
        if (!accepted) {
            metrics.hintDropped();
        }
    }

    private Future<Void> deliver(StatusHint hint, StreamRecipients recipients) {
        return hint.change() == StatusHint.Change.DELETED
                ? deliverDeletion(hint.author(), hint.status(), recipients)
                : renderer.status(hint).compose(found -> deliverStatus(found, recipients));
    }

    private Future<Void> deliverStatus(Optional<RenderedStatus> found, StreamRecipients recipients) {
        return found.map(rendered -> renderAndSend(rendered, selectListeners(rendered.status(), recipients)))
                .orElse(Future.succeededFuture());
    }

    /** A deleted status can no longer be loaded, so its id is sent to every listener that may have received it. */
    private Future<Void> deliverDeletion(AccountId author, StatusId id, StreamRecipients recipients) {
        StreamEvent event = StreamEvent.delete(id);
        Stream.of(
                        recipients
                                .users(author, List.of())
                                .flatMap(user -> Stream.concat(
                                        recipients.listeners(Channel.home(user.account())).stream(),
                                        listListeners(user, author, recipients))),
                        recipients.listeners(Channel.Kind.PUBLIC),
                        recipients.listeners(Channel.Kind.HASHTAG))
                .flatMap(listeners -> listeners)
                .toList()
                .forEach(listener -> listener.send(event));
        return Future.succeededFuture();
    }

    private static Stream<StreamListener> listListeners(
            ConnectedUser user, AccountId author, StreamRecipients recipients) {
        return user.lists().stream()
                .filter(members -> members.contains(author))
                .flatMap(members -> recipients.listeners(Channel.list(members.list())).stream());
    }

    private static List<StreamListener> selectListeners(Status status, StreamRecipients recipients) {
        StatusAttributes attributes = status.attributes();
        List<StreamListener> selected = new ArrayList<>();
        recipients
                .users(attributes.author(), attributes.tags())
                .forEach(user -> addFeedListeners(user, attributes, recipients, selected));
        if (attributes.visibility() == Visibility.PUBLIC
                && attributes.reblogOfAccount().isEmpty()) {
            addPublicListeners(status, recipients, selected);
        }
        selected.removeIf(
                listener -> !VisibilityPolicy.canDiscover(listener.account(), attributes, listener.relation()));
        return selected;
    }

    private static void addFeedListeners(
            ConnectedUser user, StatusAttributes status, StreamRecipients recipients, List<StreamListener> selected) {
        ViewerState state = user.viewerState();
        if (VisibilityPolicy.belongsInHome(user.account(), status, state, state.preferences())) {
            selected.addAll(recipients.listeners(Channel.home(user.account())));
        }
        for (ListMembers members : user.lists()) {
            if (VisibilityPolicy.belongsInList(user.account(), status, state, members)) {
                selected.addAll(recipients.listeners(Channel.list(members.list())));
            }
        }
    }

    private static void addPublicListeners(Status status, StreamRecipients recipients, List<StreamListener> selected) {
        if (isInPublicTimeline(status.attributes())) {
            selected.addAll(recipients.listeners(Channel.PUBLIC));
            if (!status.media().isEmpty()) {
                selected.addAll(recipients.listeners(Channel.PUBLIC_MEDIA));
            }
        }
        status.tags().forEach(tag -> selected.addAll(recipients.listeners(Channel.hashtag(tag))));
    }

    /** The public timeline has no replies to other accounts. */
    private static boolean isInPublicTimeline(StatusAttributes status) {
        return status.inReplyToAccount().map(status.author()::equals).orElse(true);
    }

    private Future<Void> renderAndSend(RenderedStatus rendered, List<StreamListener> listeners) {
        Map<AccountId, List<StreamListener>> byAccount = new LinkedHashMap<>();
        List<StreamListener> anonymous = new ArrayList<>();
        listeners.forEach(listener -> listener.account()
                .map(account -> byAccount.computeIfAbsent(account, first -> new ArrayList<>(1)))
                .orElse(anonymous)
                .add(listener));
        if (!anonymous.isEmpty()) {
            send(anonymous, Optional.of(rendered.anonymousEvent()));
        }
        List<AccountId> accounts = List.copyOf(byAccount.keySet());
        List<Future<Void>> batches = new ArrayList<>();
        for (int from = 0; from < accounts.size(); from += RENDER_BATCH_SIZE) {
            List<AccountId> batch = accounts.subList(from, Math.min(from + RENDER_BATCH_SIZE, accounts.size()));
            batches.add(renderLimiter
                    .submit(() -> renderer.statusEvents(rendered, batch))
                    .map(events -> sendAll(events, byAccount)));
        }
        return Future.join(batches).mapEmpty();
    }

    private static Void sendAll(Map<AccountId, StreamEvent> events, Map<AccountId, List<StreamListener>> listeners) {
        events.forEach((account, event) -> send(listeners.getOrDefault(account, List.of()), Optional.of(event)));
        return null;
    }

    private static Void send(List<StreamListener> listeners, Optional<StreamEvent> event) {
        event.ifPresent(present -> listeners.forEach(listener -> listener.send(present)));
        return null;
    }
}
