package social.skein.notification;

import io.vertx.core.Future;
import java.util.List;
import java.util.Set;
import social.skein.cluster.Hints;
import social.skein.events.Fact;
import social.skein.events.FactHandler;
import social.skein.events.Topic;

/** The role that turns facts into notifications, and tells the streams of each that is new. */
public final class Notifier implements FactHandler {
    private final Notifications notifications;
    private final Hints hints;

    public Notifier(Notifications notifications, Hints hints) {
        this.notifications = notifications;
        this.hints = hints;
    }

    @Override
    public String role() {
        return "notify";
    }

    @Override
    public Set<Topic> topics() {
        return Set.of(Topic.STATUSES, Topic.FOLLOWS, Topic.REACTIONS);
    }

    @Override
    public Future<Void> handle(Fact fact) {
        if (fact instanceof Fact.Followed followed) {
            return notifications
                    .followed(followed.follower(), followed.target())
                    .map(this::tell);
        } else if (fact instanceof Fact.Unfollowed unfollowed) {
            return notifications.unfollowed(unfollowed.follower(), unfollowed.target());
        } else if (fact instanceof Fact.Favourited liked) {
            return notifications.favourited(liked.account(), liked.status()).map(this::tell);
        } else if (fact instanceof Fact.Unfavourited liked) {
            return notifications.unfavourited(liked.account(), liked.status(), liked.author());
        } else if (fact instanceof Fact.StatusPosted posted) {
            return posted(posted).map(this::tell);
        } else if (fact instanceof Fact.StatusDeleted deleted) {
            return deleted(deleted);
        }
        return Future.succeededFuture();
    }

    private Future<List<NotificationHint>> posted(Fact.StatusPosted posted) {
        if (posted.reblogOf().isPresent()) {
            return notifications.reblogged(posted.id());
        }
        return posted.mentions().isEmpty() ? Future.succeededFuture(List.of()) : notifications.mentioned(posted.id());
    }

    private Future<Void> deleted(Fact.StatusDeleted deleted) {
        return deleted.reblogOf()
                .map(original -> notifications.unreblogged(deleted.author(), original))
                .orElseGet(() -> notifications.forget(deleted.id()));
    }

    private Void tell(List<NotificationHint> added) {
        added.forEach(hint -> hints.publish(NotificationHint.HINT, hint));
        return null;
    }
}
