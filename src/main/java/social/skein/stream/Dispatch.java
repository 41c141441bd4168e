package social.skein.stream;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import social.skein.audience.Audience;
import social.skein.audience.Subject;
import social.skein.model.AccountId;
import social.skein.model.StatusId;
import social.skein.model.Visibility;
import social.skein.notification.NotificationHint;
import social.skein.status.Status;

/** Brings what hints tell of to those of a hub's listeners whom it concerns. Where it concerns nobody, nothing is loaded. */
final class Dispatch {
    /** A post may have thousands of readers here; the database shows it to this many at a time. */
    private static final int RENDERINGS_AT_ONCE = 8;

    private final Turns turns = new Turns(RENDERINGS_AT_ONCE);
    private final Lanes lanes = new Lanes();
    private final Channels channels;
    private final Homes homes;
    private final Rendering rendering;
    private final StreamMetrics metrics;

    Dispatch(Channels channels, Homes homes, Rendering rendering, StreamMetrics metrics) {
        this.channels = channels;
        this.homes = homes;
        this.rendering = rendering;
        this.metrics = metrics;
    }

    void status(StatusHint hint) {
        if (!mayConcernSomebody(hint.author())) {
            return;
        }
        boolean taken = lanes.run(
                hint.author(), () -> hint.deleted() ? deleted(hint.author(), hint.status()) : posted(hint.status()));
        if (!taken) {
            metrics.dropped();
        }
    }

    void notification(NotificationHint hint) {
        Channel channel = Channel.notifications(hint.recipient());
        if (channels.isSilent(channel)) {
            return;
        }
        boolean taken = lanes.run(
                hint.recipient(),
                () -> rendering
                        .notification(hint.recipient(), hint.id())
                        .map(event -> tell(channels.on(channel), event)));
        if (!taken) {
            metrics.dropped();
        }
    }

    private boolean mayConcernSomebody(AccountId author) {
        return homes.isNear(author)
                || !channels.isSilent(Channel.Kind.PUBLIC)
                || !channels.isSilent(Channel.Kind.HASHTAG)
                || !channels.isSilent(Channel.Kind.DIRECT);
    }

    private Future<Void> posted(StatusId id) {
        return rendering
                .status(id)
                .compose(found ->
                        found.map(status -> show(status, audience(status))).orElse(Future.succeededFuture()));
    }

    /** What a deleted status was is no longer known, so all who may have been shown it are told its id. */
    private Future<Void> deleted(AccountId author, StatusId id) {
        Event event = Event.delete(id);
        Stream.of(
                        homes.near(author).stream().flatMap(reader -> channels.on(Channel.home(reader)).stream()),
                        channels.on(Channel.PUBLIC).stream(),
                        channels.on(Channel.Kind.HASHTAG))
                .flatMap(listeners -> listeners)
                .toList()
                .forEach(listener -> listener.tell(event));
        return Future.succeededFuture();
    }

    private List<Listener> audience(Status status) {
        Subject subject = status.subject();
        List<Listener> audience = new ArrayList<>();
        for (AccountId reader : homes.near(subject.author())) {
            if (Audience.hears(reader, subject, followedBy(reader))) {
                audience.addAll(channels.on(Channel.home(reader)));
            }
        }
        if (subject.visibility() == Visibility.DIRECT) {
            subject.mentions().forEach(named -> audience.addAll(channels.on(Channel.direct(named))));
        }
        if (subject.visibility() == Visibility.PUBLIC
                && subject.reblogOfAccount().isEmpty()) {
            if (startsAThread(subject)) {
                audience.addAll(channels.on(Channel.PUBLIC));
            }
            status.tags().forEach(tag -> audience.addAll(channels.on(Channel.hashtag(tag))));
        }
        audience.removeIf(listener -> !sees(listener, subject));
        return audience;
    }

    /** Public timelines have no answers to other people. */
    private static boolean startsAThread(Subject subject) {
        return subject.inReplyToAccount().map(subject.author()::equals).orElse(true);
    }

    private boolean sees(Listener listener, Subject subject) {
        return Audience.sees(
                listener.account(),
                subject,
                listener.account().map(this::followedBy).orElse(nobody -> false));
    }

    private Predicate<AccountId> followedBy(AccountId reader) {
        return account -> homes.follows(reader, account);
    }

    private Future<Void> show(Status status, List<Listener> audience) {
        Map<Optional<AccountId>, List<Listener>> byReader = new HashMap<>();
        audience.forEach(listener -> byReader.computeIfAbsent(listener.account(), first -> new ArrayList<>())
                .add(listener));
        List<Future<Void>> shown = new ArrayList<>();
        byReader.forEach((reader, listeners) ->
                shown.add(turns.take(() -> rendering.update(reader, status)).map(event -> tell(listeners, event))));
        return Future.join(shown).mapEmpty();
    }

    private static Void tell(List<Listener> listeners, Optional<Event> event) {
        event.ifPresent(there -> listeners.forEach(listener -> listener.tell(there)));
        return null;
    }
}
