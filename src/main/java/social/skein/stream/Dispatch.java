package social.skein.stream;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import social.skein.audience.Audience;
import social.skein.audience.Subject;
import social.skein.conversation.ConversationHint;
import social.skein.filter.FiltersChanged;
import social.skein.list.Roll;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.notification.NotificationHint;
import social.skein.status.Status;

/** Brings what hints tell of to those of a hub's listeners whom it concerns. Where it concerns nobody, nothing is loaded. */
final class Dispatch {
    /** A post may have thousands of readers here; it is brought to so many at a time, with two statements for all of them. */
    private static final int READERS_AT_ONCE = 1_000;

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
        circles.whenKnown(this::catchUp);
    }

    void status(StatusHint hint) {
        long number = circles.pass(hint);
        if (circles.isNear(hint.author())
                || !channels.isSilent(Channel.Kind.PUBLIC)
                || !channels.isSilent(Channel.Kind.HASHTAG)) {
            run(hint, new Hearers.Present(circles, channels, number));
        }
    }

    /** Tells somebody of whom nothing was known while hints came what concerned them. */
    private void catchUp(Circle circle, List<StatusHint> missed) {
        missed.stream()
                .filter(hint -> circle.mayHear(hint.author()))
                .forEach(hint -> run(hint, new Hearers.Latecomer(circle)));
    }

    private void run(StatusHint hint, Hearers hearers) {
        boolean taken = lanes.run(hint.author(), () -> changed(hint, hearers));
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

    void filters(FiltersChanged hint) {
        tell(channels.on(Channel.home(hint.account())), Optional.of(Event.filtersChanged()));
    }

    void merged(AccountId account) {
        tell(channels.on(Channel.notifications(account)), Optional.of(Event.notificationsMerged()));
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

    private Future<Void> changed(StatusHint hint, Hearers hearers) {
        return hint.change() == StatusHint.Change.DELETED
                ? deleted(hint.author(), hint.status(), hearers)
                : rendering
                        .sight(hint)
                        .compose(found -> found.map(sight -> show(sight, audience(sight.status(), hearers)))
                                .orElse(Future.succeededFuture()));
    }

    /** What a deleted status was is no longer known, so all who may have been shown it are told its id. */
    private Future<Void> deleted(AccountId author, StatusId id, Hearers hearers) {
        Event event = Event.delete(id);
        Stream.of(
                        hearers.near(author, List.of())
                                .flatMap(circle -> Stream.concat(
                                        hearers.on(Channel.home(circle.owner())).stream(),
                                        listsWith(circle, author, hearers))),
                        hearers.on(Channel.PUBLIC).stream(),
                        hearers.on(Channel.Kind.HASHTAG))
                .flatMap(listeners -> listeners)
                .toList()
                .forEach(listener -> listener.tell(event));
        return Future.succeededFuture();
    }

    private static Stream<Listener> listsWith(Circle circle, AccountId author, Hearers hearers) {
        return circle.rolls().stream()
                .filter(roll -> roll.names(author))
                .flatMap(roll -> hearers.on(Channel.list(roll.list())).stream());
    }

    private static List<Listener> audience(Status status, Hearers hearers) {
        Subject subject = status.subject();
        List<Listener> audience = new ArrayList<>();
        hearers.near(subject.author(), subject.tags()).forEach(circle -> {
            if (Audience.hears(circle.owner(), subject, circle, circle.interests())) {
                audience.addAll(hearers.on(Channel.home(circle.owner())));
            }
            for (Roll roll : circle.rolls()) {
                if (Audience.reads(circle.owner(), subject, circle, roll)) {
                    audience.addAll(hearers.on(Channel.list(roll.list())));
                }
            }
        });
        if (subject.visibility() == Visibility.PUBLIC
                && subject.reblogOfAccount().isEmpty()) {
            if (startsAThread(subject)) {
                audience.addAll(hearers.on(Channel.PUBLIC));
            }
            status.tags().forEach(tag -> audience.addAll(hearers.on(Channel.hashtag(tag))));
        }
        audience.removeIf(listener -> !Audience.meets(listener.account(), subject, listener.ties()));
        return audience;
    }

    /** Public timelines have no answers to other people. */
    private static boolean startsAThread(Subject subject) {
        return subject.inReplyToAccount().map(subject.author()::equals).orElse(true);
    }

    private Future<Void> show(Sight sight, List<Listener> audience) {
        Map<AccountId, List<Listener>> byReader = new LinkedHashMap<>();
        List<Listener> nameless = new ArrayList<>();
        audience.forEach(listener -> listener.account()
                .map(reader -> byReader.computeIfAbsent(reader, first -> new ArrayList<>(1)))
                .orElse(nameless)
                .add(listener));
        tell(nameless, Optional.of(sight).filter(there -> !nameless.isEmpty()).map(Sight::plain));
        List<AccountId> readers = List.copyOf(byReader.keySet());
        List<Future<Void>> shown = new ArrayList<>();
        for (int from = 0; from < readers.size(); from += READERS_AT_ONCE) {
            List<AccountId> some = readers.subList(from, Math.min(from + READERS_AT_ONCE, readers.size()));
            shown.add(turns.take(() -> rendering.events(sight, some)).map(events -> {
                events.forEach((reader, event) -> tell(byReader.getOrDefault(reader, List.of()), Optional.of(event)));
                return null;
            }));
        }
        return Future.join(shown).mapEmpty();
    }

    private static Void tell(List<Listener> listeners, Optional<Event> event) {
        event.ifPresent(there -> listeners.forEach(listener -> listener.tell(there)));
        return null;
    }
}
