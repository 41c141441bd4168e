package social.skein.stream;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import social.skein.audience.Audience;
import social.skein.audience.Subject;
import social.skein.conversation.ConversationHint;
import social.skein.list.Roll;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.notification.NotificationHint;
import social.skein.relationship.KnownTies;
import social.skein.relationship.Ties;
import social.skein.status.Status;

/** Brings what hints tell of to those of a hub's listeners whom it concerns. Where it concerns nobody, nothing is loaded. */
final class Dispatch {
    /** A post may have thousands of readers here; the database shows it to this many at a time. */
    private static final int RENDERINGS_AT_ONCE = 8;

    private final Turns turns = new Turns(RENDERINGS_AT_ONCE);
    private final Lanes lanes = new Lanes();
    private final Channels channels;
    private final Circles circles;
    private final Rendering rendering;
    private final StreamMetrics metrics;

    Dispatch(Channels channels, Circles circles, Rendering rendering, StreamMetrics metrics) {
        this.channels = channels;
        this.circles = circles;
        this.rendering = rendering;
        this.metrics = metrics;
    }

    void status(StatusHint hint) {
        if (!mayConcernSomebody(hint.author())) {
            return;
        }
        boolean taken = lanes.run(hint.author(), () -> changed(hint));
        if (!taken) {
            metrics.dropped();
        }
    }

    void notification(NotificationHint hint) {
        personal(hint.recipient(), Channel.notifications(hint.recipient()), () -> rendering.notification(hint));
    }

    void conversation(ConversationHint hint) {
        personal(hint.reader(), Channel.direct(hint.reader()), () -> rendering.conversation(hint));
    }

    /** What one account alone is told of, in the order in which it became so. */
    private void personal(AccountId reader, Channel channel, Supplier<Future<Optional<Event>>> event) {
        if (channels.isSilent(channel)) {
            return;
        }
        if (!lanes.run(reader, () -> event.get().map(there -> tell(channels.on(channel), there)))) {
            metrics.dropped();
        }
    }

    void merged(AccountId account) {
        tell(channels.on(Channel.notifications(account)), Optional.of(Event.notificationsMerged()));
    }

    private boolean mayConcernSomebody(AccountId author) {
        return circles.isNear(author)
                || !channels.isSilent(Channel.Kind.PUBLIC)
                || !channels.isSilent(Channel.Kind.HASHTAG);
    }

    private Future<Void> changed(StatusHint hint) {
        return hint.change() == StatusHint.Change.DELETED
                ? deleted(hint.author(), hint.status())
                : rendering
                        .status(hint.status())
                        .compose(found -> found.map(status -> show(status, hint.change(), audience(status)))
                                .orElse(Future.succeededFuture()));
    }

    /** What a deleted status was is no longer known, so all who may have been shown it are told its id. */
    private Future<Void> deleted(AccountId author, StatusId id) {
        Event event = Event.delete(id);
        Stream.of(
                        circles.near(author, List.of()).stream()
                                .flatMap(reader -> Stream.concat(home(reader), listsWith(reader, author))),
                        channels.on(Channel.PUBLIC).stream(),
                        channels.on(Channel.Kind.HASHTAG))
                .flatMap(listeners -> listeners)
                .toList()
                .forEach(listener -> listener.tell(event));
        return Future.succeededFuture();
    }

    private Stream<Listener> home(AccountId reader) {
        return channels.on(Channel.home(reader)).stream();
    }

    private Stream<Listener> listsWith(AccountId reader, AccountId author) {
        return circles.rolls(reader).stream()
                .filter(roll -> roll.names(author))
                .flatMap(roll -> channels.on(Channel.list(roll.list())).stream());
    }

    private List<Listener> audience(Status status) {
        Subject subject = status.subject();
        List<Listener> audience = new ArrayList<>();
        for (AccountId reader : circles.near(subject.author(), subject.tags())) {
            if (Audience.hears(reader, subject, circles.ties(reader), circles.interests(reader))) {
                audience.addAll(channels.on(Channel.home(reader)));
            }
            for (Roll roll : circles.rolls(reader)) {
                if (Audience.reads(reader, subject, circles.ties(reader), roll)) {
                    audience.addAll(channels.on(Channel.list(roll.list())));
                }
            }
        }
        if (subject.visibility() == Visibility.PUBLIC
                && subject.reblogOfAccount().isEmpty()) {
            if (startsAThread(subject)) {
                audience.addAll(channels.on(Channel.PUBLIC));
            }
            status.tags().forEach(tag -> audience.addAll(channels.on(Channel.hashtag(tag))));
        }
        audience.removeIf(listener -> !meets(listener, subject));
        return audience;
    }

    /** Public timelines have no answers to other people. */
    private static boolean startsAThread(Subject subject) {
        return subject.inReplyToAccount().map(subject.author()::equals).orElse(true);
    }

    private boolean meets(Listener listener, Subject subject) {
        Ties ties = listener.account().map(circles::ties).orElse(KnownTies.NONE);
        return Audience.meets(listener.account(), subject, ties);
    }

    private Future<Void> show(Status status, StatusHint.Change change, List<Listener> audience) {
        Map<Optional<AccountId>, List<Listener>> byReader = new HashMap<>();
        audience.forEach(listener -> byReader.computeIfAbsent(listener.account(), first -> new ArrayList<>())
                .add(listener));
        List<Future<Void>> shown = new ArrayList<>();
        byReader.forEach((reader, listeners) -> shown.add(
                turns.take(() -> rendering.status(reader, status, change)).map(event -> tell(listeners, event))));
        return Future.join(shown).mapEmpty();
    }

    private static Void tell(List<Listener> listeners, Optional<Event> event) {
        event.ifPresent(there -> listeners.forEach(listener -> listener.tell(there)));
        return null;
    }
}
